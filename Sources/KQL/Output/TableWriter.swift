/// Tables as text for programs and people.
public enum TableWriter {
    /// `{"columns":[{"name":...,"type":...}],"rows":[[...]]}`: booleans, whole numbers and reals as JSON has them (`"NaN"`
    /// and the infinities as texts), times as texts, dynamics as JSON, null as null.
    public static func json(_ table: Table) -> String { json([QueryAnswer(name: nil, table: table)]) }

    /// The first of the answers as above, `"foundRows"` beside it where it has the first of more rows; further ones as the same in
    /// `"others"`, with their `"name"` and `"statement"` where they have one.
    /// - Parameter warning: what whoever asked should know beside the answers: `"warning"`.
    public static func json(_ answers: [QueryAnswer], warning: String? = nil) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        if let first = answers.first { writeMembers(of: first, into: &bytes) }
        if answers.count > 1 {
            bytes += ",\"others\":[".utf8
            for (index, answer) in answers.dropFirst().enumerated() {
                bytes += index > 0 ? ",{".utf8 : "{".utf8
                writeMembers(of: answer, into: &bytes)
                bytes.append(UInt8(ascii: "}"))
            }
            bytes.append(UInt8(ascii: "]"))
        }
        if let warning {
            bytes += ",\"warning\":".utf8
            Value.writeJSON(warning, into: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `{"tables":[{"name":"PrimaryResult","columns":...,"rows":...}]}`, as clients of Log Analytics read answers: a dynamic is the text
    /// of its JSON, which they parse themselves, and every table has a name.
    public static func logTables(_ answers: [QueryAnswer]) -> String {
        var bytes: [UInt8] = Array("{\"tables\":[".utf8)
        for (index, answer) in answers.enumerated() {
            bytes += index > 0 ? ",{".utf8 : "{".utf8
            var named = answer
            (named.name, named.statement) = (index == 0 ? "PrimaryResult" : answer.name ?? "Table_\(index)", nil)
            writeMembers(of: named, dynamicsAreTexts: true, into: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes += "]}".utf8
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func writeMembers(of answer: QueryAnswer, dynamicsAreTexts: Bool = false, into bytes: inout [UInt8]) {
        let table = answer.table
        for case (let key, let text?) in [("name", answer.name), ("statement", answer.statement)] {
            bytes += "\"\(key)\":".utf8
            Value.writeJSON(text, into: &bytes)
            bytes.append(UInt8(ascii: ","))
        }
        bytes += "\"columns\":[".utf8
        for (index, field) in table.schema.fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += "{\"name\":".utf8
            Value.writeJSON(field.name, into: &bytes)
            bytes += ",\"type\":\"\(field.type.rawValue)\"}".utf8
        }
        bytes += "],\"rows\":[".utf8
        for row in 0..<table.count {
            if row > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "["))
            for (index, column) in table.columns.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                let value = column[row]
                if dynamicsAreTexts, column.type == .dynamic, !value.isNull {
                    Value.writeJSON(value.dynamicText, into: &bytes)
                } else {
                    value.writeJSON(into: &bytes)
                }
            }
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
        if answer.isCut { bytes += ",\"foundRows\":\(answer.found)".utf8 }
    }

    /// The rows as a list of JSON objects whose members are named as the columns are.
    public static func objects(_ table: Table) -> String {
        let keys = table.schema.fields.map { field in
            var key: [UInt8] = []
            Value.writeJSON(field.name, into: &key)
            return key + [UInt8(ascii: ":")]
        }
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for row in 0..<table.count {
            bytes += row > 0 ? ",{".utf8 : "{".utf8
            for (index, column) in table.columns.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += keys[index]
                column[row].writeJSON(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Comma-separated values with a line of names (RFC 4180).
    public static func csv(_ table: Table) -> String {
        var text = table.schema.fields.map { quoted($0.name) }.joined(separator: ",") + "\r\n"
        for row in 0..<table.count {
            text += table.columns.map { quoted($0[row].text) }.joined(separator: ",") + "\r\n"
        }
        return text
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// Columns beside each other for a terminal.
    public static func text(_ table: Table) -> String {
        let names = table.schema.fields.map(\.name)
        let cells = (0..<table.count).map { row in table.columns.map { line($0[row].text) } }
        let widths = names.indices.map { index in ([names[index]] + cells.map { $0[index] }).map(\.count).max() ?? 0 }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([names, rule] + cells).map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
                .trimmingSuffix(" ") + "\n"
        }.joined()
    }

    /// Control characters would move the cursor.
    private static func line(_ text: String) -> String {
        String(text.map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } ? $0 : " " })
    }
}

extension String {
    fileprivate func trimmingSuffix(_ sign: Character) -> String {
        String(reversed().drop { $0 == sign }.reversed())
    }
}
