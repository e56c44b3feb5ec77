#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// libFuzzer's loop; it answers when its time is up, and ends the process on a finding.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// `WATCHFLOOR_FUZZ=<target> Fuzz [libFuzzer's arguments]`
@main
enum Fuzz {
    /// Named by the environment, because the arguments belong to libFuzzer.
    static let target: FuzzTarget? = getenv("WATCHFLOOR_FUZZ").flatMap { name in
        let name = String(cString: name)
        return FuzzTarget.all.first { $0.name == name }
    }

    static func main() {
        guard target != nil else {
            print("set WATCHFLOOR_FUZZ to one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
            exit(2)
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        let status = runFuzzer(&count, &arguments) { start, count in
            Fuzz.target?.run(Array(UnsafeBufferPointer(start: start, count: count)))
            return 0
        }
        exit(status)
    }
}
