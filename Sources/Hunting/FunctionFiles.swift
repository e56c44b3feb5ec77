public import Foundation
internal import KQL

/// Functions that queries may call, written in the language: a file each in the folder `functions` of the product's content.
///
/// A file is called as its function. It begins with `// ` and a sentence on what the function gives, may go on with `// also` and other
/// names, and then has parameters and body as behind `let name =`.
public enum FunctionFiles {
    /// How the names of the files end.
    public static let fileExtension = "kql"

    /// The functions by their names; none where there is no such folder.
    /// - Throws: `FunctionFileError` for a file that is no function, and what reading files throws.
    public static func load(_ content: URL) throws -> [String: String] {
        let folder = content.appendingPathComponent("functions", isDirectory: true)
        guard FileManager.default.fileExists(atPath: folder.path) else { return [:] }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == fileExtension }
        var functions: [String: String] = [:]
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for name in [file.deletingPathExtension().lastPathComponent] + otherNames(text) {
                try check(text, named: name, file.path)
                guard functions.updateValue(text, forKey: name) == nil else {
                    throw FunctionFileError(file: file.path, reason: "another file has a function '\(name)'")
                }
            }
        }
        return functions
    }

    private static func otherNames(_ text: String) -> [String] {
        let lines = text.split(separator: "\n").prefix { $0.hasPrefix("//") }
        return lines.flatMap { line -> [String] in
            let words = line.split(separator: " ")
            return words.count > 1 && words[1] == "also" ? words.dropFirst(2).map(String.init) : []
        }
    }

    private static func check(_ text: String, named name: String, _ file: String) throws {
        let statement = "let \(name) =\n\(text)\n;"
        let parsed = Parser.parse(statement)
        if let error = parsed.errors.first { throw FunctionFileError(file: file, reason: error.text(in: statement)) }
        guard case .let_(let definition)? = parsed.statements.first, case .function = definition.value else {
            throw FunctionFileError(file: file, reason: "it is no function: parameters in parentheses, then a body in braces")
        }
    }
}

/// What is wrong with a file of a function.
public struct FunctionFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var reason: String

    public var description: String { "\(file): \(reason)" }
}
