import Foundation

/// The built binary, run as a user would run it.
struct Binary {
    var code: Int32
    var output: String
    var errors: String

    /// - Parameter environment: added to a bare one, so that nothing of the machine's own settings takes part.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = Binary.path
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, as a pipe that nobody reads would hold the process up.
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Binary.file("output", in: folder)
        process.standardError = try Binary.file("errors", in: folder)
        try process.run()
        process.waitUntilExit()
        code = process.terminationStatus
        output = try String(contentsOf: folder.appendingPathComponent("output"), encoding: .utf8)
        errors = try String(contentsOf: folder.appendingPathComponent("errors"), encoding: .utf8)
    }

    private static func file(_ name: String, in folder: URL) throws -> FileHandle {
        let url = folder.appendingPathComponent(name)
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    /// It stands beside the tests' own.
    static let path: URL = {
        let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = products.appendingPathComponent("watchfloor")
        if FileManager.default.fileExists(atPath: beside.path) { return beside }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("watchfloor")
    }()
}
