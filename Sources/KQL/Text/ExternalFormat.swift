internal import Primitives

/// How a file that `externaldata` reads is written.
struct ExternalFormat {
    enum Kind: Equatable {
        /// Fields with this sign between them; quotes around a field count where it says so.
        case separated(UInt8, isQuoted: Bool)
        /// A line is one value.
        case lines
        /// The whole file is one value.
        case raw
        /// An object a line, several in a row, or a list of them; columns go by their names.
        case json
    }

    var kind: Kind
    var skipsFirst: Bool

    private static let kinds: [String: Kind] = [
        "csv": .separated(UInt8(ascii: ","), isQuoted: true), "scsv": .separated(UInt8(ascii: ";"), isQuoted: true),
        "psv": .separated(UInt8(ascii: "|"), isQuoted: true), "tsv": .separated(0x09, isQuoted: true),
        "tsve": .separated(0x09, isQuoted: false), "sohsv": .separated(0x01, isQuoted: true),
        "txt": .lines, "raw": .raw, "json": .json, "multijson": .json,
    ]

    /// - Parameters:
    ///   - name: as the query says; `nil` where it says nothing, and the address's ending tells.
    /// - Throws: `QueryError` for a format that is not read.
    init(_ name: String?, address: String, skipsFirst: Bool) throws(QueryError) {
        let path = address.prefix { $0 != "?" && $0 != ";" && $0 != "#" }
        let plain = path.hasSuffix(".gz") ? path.dropLast(3) : path
        let ending = plain.split(separator: "/").last?.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let kind = ExternalFormat.kinds[name?.lowercased() ?? ending] ?? (name == nil ? ExternalFormat.kinds["csv"] : nil)
        else {
            let known = ExternalFormat.kinds.keys.sorted().joined(separator: ", ")
            throw QueryError(.unsupported, "externaldata does not read '\(name ?? "")'; it reads \(known)")
        }
        self.kind = kind
        self.skipsFirst = skipsFirst
    }

    /// The rows of a file, plain or gzip.
    /// - Throws: `QueryError` for what is not in this format.
    func rows(_ bytes: [UInt8], _ columns: [Field]) throws(QueryError) -> [[Value]] {
        var bytes = bytes
        if bytes.starts(with: [0x1f, 0x8b]) {
            guard let plain = Deflate.decompressed(bytes, .gzip) else {
                throw QueryError(.execution, "the file is damaged, or unfolds to more than \(Deflate.maximumSize >> 20) MB")
            }
            bytes = plain
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
        var rows: [[Value]]
        switch kind {
        case .separated(let sign, let isQuoted):
            rows = ExternalFormat.records(bytes, sign, isQuoted).map { record in
                columns.indices.map { index in
                    ExternalFormat.value(index < record.count ? record[index] : "", columns[index].type)
                }
            }
        case .lines:
            rows = bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }).map {
                ExternalFormat.row(String(decoding: $0, as: UTF8.self), columns)
            }
        case .raw: rows = [ExternalFormat.row(String(decoding: bytes, as: UTF8.self), columns)]
        case .json: return try ExternalFormat.objects(bytes).map { ExternalFormat.row($0, columns) }
        }
        if skipsFirst, !rows.isEmpty { rows.removeFirst() }
        return rows
    }

    private static func value(_ text: String, _ type: ScalarType) -> Value {
        switch type {
        case .string: .string(text)
        case .dynamic: ConversionFunctions.parse(text)
        default: text.isEmpty ? .null : Value.string(text).converted(to: type)
        }
    }

    /// A text in the first column.
    private static func row(_ text: String, _ columns: [Field]) -> [Value] {
        columns.enumerated().map { $0 == 0 ? value(text, $1.type) : .null }
    }

    private static func row(_ object: JSONView, _ columns: [Field]) -> [Value] {
        columns.map { column in
            let value = object[name: column.name].map { Value($0) } ?? .null
            return column.type == .dynamic ? value : value.converted(to: column.type)
        }
    }

    private static func objects(_ bytes: [UInt8]) throws(QueryError) -> [JSONView] {
        if let whole = try? JSONDocument(parsing: bytes) { return whole.root.isArray ? whole.root.elements : [whole.root] }
        var objects: [JSONView] = []
        for (number, line) in bytes.split(separator: 0x0a).enumerated() where line.contains(where: { $0 > 0x20 }) {
            guard let object = try? JSONDocument(parsing: bytes, in: line.startIndex..<line.endIndex) else {
                throw QueryError(.execution, "line \(number + 1) of the file is no JSON")
            }
            objects.append(object.root)
        }
        return objects
    }

    /// Records of RFC 4180 with another sign between fields.
    private static func records(_ bytes: [UInt8], _ sign: UInt8, _ isQuoted: Bool) -> [[String]] {
        var (records, record, field): ([[String]], [String], [UInt8]) = ([], [], [])
        var (isOpen, place) = (false, 0)
        func endField() {
            record.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
        }
        func endRecord() {
            if record.isEmpty, field.isEmpty { return }
            endField()
            records.append(record)
            record = []
        }
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if isOpen {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if place < bytes.count, bytes[place] == byte {
                    field.append(byte)
                    place += 1
                } else {
                    isOpen = false
                }
            } else if isQuoted, byte == UInt8(ascii: "\""), field.isEmpty {
                isOpen = true
            } else if byte == sign {
                endField()
            } else if byte == 0x0a || byte == 0x0d {
                endRecord()
            } else {
                field.append(byte)
            }
        }
        endRecord()
        return records
    }
}
