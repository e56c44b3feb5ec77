internal import Foundation
internal import Primitives

/// Makes PDF of markup with WeasyPrint, a program of its own that runs beside the server, within limits. Nothing is loaded from
/// elsewhere: reports carry everything in themselves.
struct ReportPrinter: Sendable {
    /// Seconds that one report may take, and seconds of the processor.
    static let longestSeconds = 60
    /// Bytes of memory of one report.
    static let largestMemory = 2 << 30
    /// Bytes of a finished report.
    static let largestReport = 64 << 20
    /// Reports that are made at once; more are told to come again.
    static let mostAtOnce = 2

    private let running = Slots(mostAtOnce)

    /// - Throws: `ReportError`.
    func pdf(of html: String) async throws -> Data {
        guard running.enter() else { throw ReportError.busy }
        defer { running.leave() }
        guard let program = ReportPrinter.program else { throw ReportError.noProgram }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, target) = (folder.appendingPathComponent("report.html"), folder.appendingPathComponent("report.pdf"))
        try Data(PaperBreaks.added(to: html).utf8).write(to: source)
        let status = try await ReportPrinter.run(program, [source.path, target.path], in: folder)
        guard status == 0, let pdf = try? Data(contentsOf: target) else { throw ReportError.failed(status: status) }
        return pdf
    }

    /// Where the program is; `nil` where it is not installed.
    private static var program: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/weasyprint" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func run(_ program: String, _ files: [String], in folder: URL) async throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "timeout", "--kill-after=2", "\(longestSeconds)", "prlimit", "--cpu=\(longestSeconds)", "--as=\(largestMemory)",
                "--fsize=\(largestReport)", "--core=0", program, "--quiet",
            ] + files
        process.currentDirectoryURL = folder
        // No more of the server's surroundings than the program needs to start.
        process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}

/// Why there is no report.
enum ReportError: Error, CustomStringConvertible {
    case busy
    case noProgram
    case failed(status: Int32)

    var description: String {
        switch self {
        case .busy: "Other reports are being made. Try again in a few seconds."
        case .noProgram:
            "Reports are made with WeasyPrint, which is not installed on the server. On Debian: apt-get install weasyprint"
        case .failed(let status): "The report could not be made (WeasyPrint ended with \(status)). Leave parts of it out."
        }
    }
}
