internal import Foundation

/// The folder of what the product ships beside its binary: mappings and the example.
struct ContentDirectory {
    let folder: URL

    /// - Parameter path: where it is; `nil` looks beside the working directory and the binary, and where packages put it.
    init(_ path: String?) throws {
        let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let places =
            path.map { [URL(fileURLWithPath: $0, isDirectory: true)] }
            ?? [
                URL(fileURLWithPath: "Content", isDirectory: true),
                binary.appendingPathComponent("../../../Content").standardizedFileURL,
                URL(fileURLWithPath: "/usr/share/watchfloor/Content", isDirectory: true),
            ]
        guard let found = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            throw StartError.noContent(searched: places.map(\.path))
        }
        folder = found
    }

    /// Templates, styles and scripts of the pages.
    var portal: URL { folder.appendingPathComponent("portal", isDirectory: true) }

    var example: URL { folder.appendingPathComponent("example", isDirectory: true) }
}
