import Foundation
import Testing

/// The checkout that this test was built from, as text files.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().standardizedFileURL

    /// Every text file that belongs to the project, sorted by path.
    static let files: [TextFile] = paths(of: ["swift", "md", "yaml", "json", "py", "sh"]).map { TextFile(path: $0) }

    static let swift = files.filter { $0.path.hasSuffix(".swift") }
    static let sources = swift.filter { $0.path.hasPrefix("Sources/") }
    static let documents = files.filter { $0.path.hasSuffix(".md") }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    static func file(_ path: String) -> TextFile { TextFile(path: path) }

    /// The names in a folder, without hidden ones.
    static func names(in folder: String) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
        return (found ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Files with one of the endings, and scripts, which have none. What is built, fetched or recorded stays out.
    private static func paths(of endings: Set<String>) -> [String] {
        let walk = FileManager.default.enumerator(
            at: root, includingPropertiesForKeys: [.isDirectoryKey], options: [.skipsHiddenFiles])
        var paths: [String] = []
        while let url = walk?.nextObject() as? URL {
            let path = String(url.standardizedFileURL.path.dropFirst(root.path.count)).drop { $0 == "/" }
            if path.hasPrefix("Tests/"), path.hasSuffix("/Goldens") { walk?.skipDescendants() }
            let isScript = path.hasPrefix("script/") && !url.hasDirectoryPath
            if endings.contains(url.pathExtension) || isScript { paths.append(String(path)) }
        }
        return paths.sorted()
    }
}

/// One file, by its path inside the repository.
struct TextFile: CustomTestStringConvertible {
    let path: String
    let text: String

    init(path: String) {
        self.path = path
        text = (try? String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)) ?? ""
    }

    var testDescription: String { path }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// `path:line` of every line that satisfies a condition, which sees the line before it as well.
    func places(where condition: (_ line: Substring, _ before: Substring) -> Bool) -> [String] {
        let lines = lines
        return lines.indices.filter { condition(lines[$0], $0 > 0 ? lines[$0 - 1] : "") }.map { "\(path):\($0 + 1)" }
    }
}
