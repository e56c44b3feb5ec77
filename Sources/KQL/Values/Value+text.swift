internal import Foundation

extension Value {
    /// What `tostring` makes of the value: .NET's forms, JSON for arrays and bags, `""` for null.
    public var text: String {
        switch self {
        case .null: ""
        case .bool(let flag): flag ? "True" : "False"
        case .long(let number): String(number)
        case .real(let number): NumberText.real(number)
        case .decimal(let number): NumberText.decimal(number)
        case .datetime(let ticks): DateTimeText.iso(ticks)
        case .timespan(let ticks): TimespanText.standard(ticks)
        case .guid(let id): id.uuidString.lowercased()
        case .string(let text): text
        case .array, .bag: json
        }
    }

    /// The text of a dynamic: a truth in it is JSON's, unlike that of a bool.
    public var dynamicText: String {
        if case .bool(let flag) = self { flag ? "true" : "false" } else { text }
    }

    /// The value as JSON without white space.
    public var json: String {
        var bytes: [UInt8] = []
        writeJSON(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func writeJSON(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .real(let number) where !number.isFinite: Value.writeJSON(NumberText.real(number), into: &bytes)
        case .long, .real, .decimal: bytes += text.utf8
        case .datetime, .timespan, .guid: Value.writeJSON(text, into: &bytes)
        case .string(let text): Value.writeJSON(text, into: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.writeJSON(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .bag(let bag):
            bytes.append(UInt8(ascii: "{"))
            for (index, key) in bag.keys.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Value.writeJSON(key, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                bag.values[index].writeJSON(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    static func writeJSON(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0a: bytes += "\\n".utf8
            case 0x0d: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20: bytes += String(format: "\\u%04x", Int(byte)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Numbers in .NET's forms.
enum NumberText {
    /// The shortest digits that read back the same, always with a point or an exponent: `1.0`, `1E+20`, `NaN`.
    static func real(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        if number == number.rounded(), abs(number) < 1e15 { return "\(Int64(number)).0" }
        let text = "\(number)"
        guard let mark = text.firstIndex(of: "e") else {
            return abs(number) < 1e15 ? text : scientific(number)
        }
        return shortened(text[..<mark]) + "E" + padded(text[text.index(after: mark)...])
    }

    private static func scientific(_ number: Double) -> String {
        let digits = "\(abs(number))".filter(\.isNumber)
        let whole = "\(abs(number))".prefix { $0 != "." }.count
        let significant = String(digits.reversed().drop { $0 == "0" }.reversed())
        let head = significant.prefix(1)
        let tail = significant.dropFirst()
        return (number < 0 ? "-" : "") + head + (tail.isEmpty ? "" : "." + tail) + "E+\(whole - 1)"
    }

    private static func shortened(_ mantissa: Substring) -> String {
        mantissa.hasSuffix(".0") ? String(mantissa.dropLast(2)) : String(mantissa)
    }

    private static func padded(_ exponent: Substring) -> String {
        let sign = exponent.hasPrefix("-") ? "-" : "+"
        let digits = exponent.drop { $0 == "-" || $0 == "+" }
        return sign + (digits.count < 2 ? "0" : "") + digits
    }

    static func decimal(_ number: Decimal) -> String { "\(number)" }
}
