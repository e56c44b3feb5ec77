/// Reads a table's spec in one pass over its bytes.
///
/// The first line is `# ` and a sentence on what a row is. Lines of `@time COLUMN`, `@product Defender|Sentinel`,
/// `@also OTHERNAME` and `@alias OTHERNAME COLUMN` may follow, then a line for each column: its name, its type, a sentence. Empty lines mean nothing.
struct TableSpecParser {
    private var summary: String?
    private var time: String?
    private var product: TableSpec.Product?
    private var also: [String] = []
    private var columns: [ColumnSpec] = []
    private var aliases: [(name: String, column: String)] = []

    /// - Throws: `TableSpecError` with the file and the line.
    static func parse(_ bytes: [UInt8], name: String, file: String) throws(TableSpecError) -> TableSpec {
        var parser = TableSpecParser()
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            do throws(TableSpec.Fault) { try parser.take(line) } catch {
                throw TableSpecError(file: file, line: number, fault: error)
            }
        }
        do throws(TableSpec.Fault) {
            guard isName(name) else { throw .badName(name) }
            return try TableSpec(
                name: name, summary: parser.summary ?? "", product: parser.product, alsoNamed: parser.also, time: parser.time,
                columns: parser.columns, aliases: parser.aliases)
        } catch {
            throw TableSpecError(file: file, line: number, fault: error)
        }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(TableSpec.Fault) {
        guard let line = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        let words = line.split(maxSplits: 2) { $0 == " " || $0 == "\t" || $0 == "\r" }
        if summary == nil {
            guard line.hasPrefix("# "), words.count > 1 else { throw .noSummary }
            summary = words.dropFirst().joined(separator: " ").trimmed
            return
        }
        guard let first = words.first else { return }
        if first.hasPrefix("@") { return try direct(words) }
        guard TableSpecParser.isName(first) else { throw .badName(String(first)) }
        let type = words.count > 1 ? String(words[1]) : ""
        guard let type = ColumnType(rawValue: type) else { throw .unknownType(type) }
        columns.append(ColumnSpec(String(first), type, words.count > 2 ? String(words[2]).trimmed : ""))
    }

    private mutating func direct(_ words: [Substring]) throws(TableSpec.Fault) {
        if words.count == 3, words[0] == "@alias" {
            guard TableSpecParser.isName(words[1]) else { throw .badName(String(words[1])) }
            return aliases.append((String(words[1]), String(words[2]).trimmed))
        }
        guard words.count == 2 else { throw .unknownDirective(words.joined(separator: " ")) }
        let word = String(words[1])
        switch words[0] {
        case "@time": time = word
        case "@product":
            guard let named = TableSpec.Product(rawValue: word) else { throw .unknownProduct(word) }
            product = named
        case "@also":
            guard TableSpecParser.isName(words[1]) else { throw .badName(word) }
            also.append(word)
        default: throw .unknownDirective(words.joined(separator: " "))
        }
    }

    private static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, !(48...57).contains(first), text.utf8.count <= TableSpec.maximumNameLength else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "_"): true
            default: false
            }
        }
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
            return ""
        }
        return String(self[first...last])
    }
}

/// What is wrong in a table's spec, and where.
public struct TableSpecError: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// Counted from 1; the last line for what is wrong with the whole, 0 where the file could not be read.
    public var line: Int
    public var fault: TableSpec.Fault

    public var description: String { "\(file), line \(line): \(fault)" }
}
