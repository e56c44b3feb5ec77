internal import Primitives

/// The header of a log of Zeek's with tabs, and its lines, which become the fields that Zeek's JSON would have: numbers and truth
/// values by the type that the header names, sets and vectors as arrays, and the log's name as `_path`.
struct ZeekTable {
    private(set) var path: Bytes?
    private var fields: [Bytes] = []
    private var types: [Bytes] = []
    private var unset = "-"
    private var empty = "(empty)"
    private var separator = UInt8(ascii: ",")

    /// Whether the line is one of the header.
    mutating func takesHeader(_ line: Bytes) -> Bool {
        guard line.first == UInt8(ascii: "#") else { return false }
        let words = ZeekTable.split(line)
        let value = words.count > 1 ? words[1].trimmed : nil
        switch words[0].trimmed.text {
        case "#fields": (fields, types) = (words.dropFirst().map(\.trimmed), [])
        case "#types": types = words.dropFirst().map(\.trimmed)
        case "#path": path = value
        case "#unset_field": unset = value?.text ?? unset
        case "#empty_field": empty = value?.text ?? empty
        case "#set_separator": separator = value?.first ?? separator
        default: break
        }
        return true
    }

    /// - Returns: whether there was a header.
    func read(_ line: Bytes, into set: inout FieldSet) throws(EventFormatError) -> Bool {
        guard !fields.isEmpty else { return false }
        if let path { try set.add(Bytes("_path"), path) }
        let values = ZeekTable.split(line.last == 0x0d ? line.part(0, line.count - 1) : line)
        for (place, (name, value)) in zip(fields, values).enumerated() {
            let type = place < types.count ? types[place] : Bytes("string")
            let isShort = value.count <= 16
            if isShort, value.text == unset { continue }
            if let element = ZeekTable.element(of: type) {
                let isEmpty = value.isEmpty || isShort && value.text == empty
                try set.add(name, isEmpty ? Bytes("[]") : array(of: value, element, &set.arena), .json)
            } else if !(isShort && value.text == empty) {
                let (text, kind) = ZeekTable.scalar(value, type)
                try set.add(name, text, kind)
            }
        }
        return true
    }

    /// The type of the elements of a set or vector: `set[addr]`, `vector[interval]`; `nil` for any other.
    private static func element(of type: Bytes) -> Bytes? {
        guard type.last == UInt8(ascii: "]"), let bracket = type.firstIndex(of: UInt8(ascii: "[")) else { return nil }
        return type.part(bracket + 1, type.count - 1)
    }

    /// What a value is in JSON. A number that JSON cannot say, such as `nan`, stays a text.
    private static func scalar(_ value: Bytes, _ type: Bytes) -> (Bytes, Field.Kind) {
        if type.equals("bool") {
            if value.equals("T") { return (Bytes("true"), .truth) }
            if value.equals("F") { return (Bytes("false"), .truth) }
        }
        let isNumber = numbers.contains { type.equals($0) } && JSONFieldScanner.isNumber(value)
        return (value, isNumber ? .number : .text)
    }

    private static let numbers: [StaticString] = ["time", "interval", "count", "int", "port", "double"]

    private func array(of value: Bytes, _ type: Bytes, _ arena: inout ByteArena) -> Bytes {
        var json = [UInt8(ascii: "[")]
        for part in value.split(separator: separator, omittingEmptySubsequences: false) {
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            let (text, kind) = ZeekTable.scalar(Bytes(rebasing: part), type)
            if text.text == unset {
                json.append(contentsOf: Bytes("null"))
            } else if kind == .text {
                JSONText.quote(text, into: &json)
            } else {
                json.append(contentsOf: text)
            }
        }
        json.append(UInt8(ascii: "]"))
        return arena.store(json)
    }

    private static func split(_ line: Bytes) -> [Bytes] {
        line.split(separator: 0x09, omittingEmptySubsequences: false).map { Bytes(rebasing: $0) }
    }
}
