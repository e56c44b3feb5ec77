#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps a second process, or a second inbox in this one, away from the folder. The system drops the lock when the
/// process ends, however it ends.
struct InboxLock: Sendable {
    static let name = "inbox.lock"

    private let file: OpenFile

    init(_ directory: Directory) throws(InboxError) {
        do throws(SystemCallError) {
            let file = try OpenFile(directory.path(of: InboxLock.name), .update)
            guard try file.lock() else { throw SystemCallError("lock", file.path, code: EWOULDBLOCK) }
            self.file = file
            try file.truncate(to: 0)
            let text = Array("\(getpid())".utf8)
            let outcome = text.withUnsafeBytes { bytes in
                Result { () throws(SystemCallError) in try file.write(bytes, at: 0) }
            }
            try outcome.get()
        } catch {
            guard error.code == EWOULDBLOCK else { throw .system(error) }
            throw .inUse(directory: directory.path, process: InboxLock.holder(directory))
        }
    }

    /// The number of the process that holds the lock, as it wrote it down.
    private static func holder(_ directory: Directory) -> String {
        var text = [UInt8](repeating: 0, count: 20)
        guard let file = try? OpenFile(directory.path(of: name), .read), let count = try? file.fill(&text, at: 0),
            count > 0
        else { return "(unknown)" }
        return String(decoding: text[..<count], as: UTF8.self)
    }

    func release() {
        file.unlock()
    }
}
