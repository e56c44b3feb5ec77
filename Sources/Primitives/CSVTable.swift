/// A table as text with commas (RFC 4180): the first row names the columns. Fields in double quotes may hold commas, line ends
/// and doubled quotes; lines end with LF or CRLF; empty lines count for nothing.
public struct CSVTable: Hashable, Sendable {
    public var columns: [String]
    /// Fields row by row, as many as there are columns.
    public var rows: [[String]]

    /// What is wrong with a table.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        case noHeader
        case emptyColumn(number: Int)
        case repeatedColumn(String)
        case wrongCount(line: Int, found: Int, columns: Int)
        case openQuote(line: Int)
        case textBehindQuote(line: Int)
        case tooManyRows(limit: Int)

        public var description: String {
            switch self {
            case .noHeader: "the table has no header: its first line has to name the columns"
            case .emptyColumn(let number): "column \(number) of the table has no name"
            case .repeatedColumn(let name): "the table has two columns '\(name)'"
            case .wrongCount(let line, let found, let columns):
                "line \(line) of the table has \(found) fields, the header has \(columns)"
            case .openQuote(let line): "a quote that opens in line \(line) of the table is never closed"
            case .textBehindQuote(let line): "line \(line) of the table has text behind a closing quote"
            case .tooManyRows(let limit): "the table has more than \(limit) rows"
            }
        }
    }

    /// - Parameters:
    ///   - skip: lines before the header.
    ///   - limit: rows that are taken, at most.
    public init(_ text: String, skipping skip: Int = 0, limit: Int) throws(Failure) {
        var reader = CSVReader(text)
        reader.skipLines(skip)
        guard let (_, header) = try reader.row() else { throw .noHeader }
        columns = header
        if let empty = header.firstIndex(of: "") { throw .emptyColumn(number: empty + 1) }
        for (index, name) in header.enumerated() where header[..<index].contains(name) { throw .repeatedColumn(name) }
        rows = []
        while let (line, row) = try reader.row() {
            guard row.count == header.count else { throw .wrongCount(line: line, found: row.count, columns: header.count) }
            guard rows.count < limit else { throw .tooManyRows(limit: limit) }
            rows.append(row)
        }
    }
}

private struct CSVReader {
    private let bytes: [UInt8]
    private var position: Int
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    mutating func skipLines(_ count: Int) {
        for _ in 0..<max(0, count) {
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            if position < bytes.count { position += 1 }
            line += 1
        }
    }

    /// The next row that is not empty, with the line on which it begins.
    mutating func row() throws(CSVTable.Failure) -> (line: Int, fields: [String])? {
        while position < bytes.count {
            let start = line
            var fields: [String] = []
            repeat { fields.append(try field()) } while ends(with: UInt8(ascii: ","))
            _ = ends(with: UInt8(ascii: "\r"))
            if ends(with: UInt8(ascii: "\n")) { line += 1 }
            if fields != [""] { return (start, fields) }
        }
        return nil
    }

    private mutating func ends(with byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func field() throws(CSVTable.Failure) -> String {
        guard ends(with: UInt8(ascii: "\"")) else {
            let start = position
            while position < bytes.count, !isBoundary { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        return try quotedField()
    }

    /// A carriage return counts as a boundary only before a line end.
    private var isBoundary: Bool {
        switch bytes[position] {
        case UInt8(ascii: ","), UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): position + 1 == bytes.count || bytes[position + 1] == UInt8(ascii: "\n")
        default: false
        }
    }

    private mutating func quotedField() throws(CSVTable.Failure) -> String {
        let start = line
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "\"") else {
                text.append(byte)
                continue
            }
            guard ends(with: UInt8(ascii: "\"")) else {
                guard position == bytes.count || isBoundary else { throw .textBehindQuote(line: line) }
                return String(decoding: text, as: UTF8.self)
            }
            text.append(byte)
        }
        throw .openQuote(line: start)
    }
}
