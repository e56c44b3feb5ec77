internal import Primitives

/// Members of an answer as a page shows them. What is missing reads as empty, so that a newer server's answer still shows.
extension JSONValue {
    func text(of name: String) -> String { self[name]?.string ?? "" }

    func number(of name: String) -> Int64 {
        switch self[name] {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number.rounded()) ?? 0
        default: 0
        }
    }

    /// A count with a comma after each three digits.
    func count(of name: String) -> String { Count.text(number(of: name)) }

    /// A number with one fractional digit.
    func points(of name: String) -> String {
        switch self[name] {
        case .integer(let number): "\(number).0"
        case .number(let number): "\((number * 10).rounded() / 10)"
        default: ""
        }
    }

    func flag(of name: String) -> Bool { self[name]?.bool ?? false }
    func list(of name: String) -> [JSONValue] { self[name]?.array ?? [] }
    func texts(of name: String) -> [String] { list(of: name).compactMap(\.string) }
    func time(of name: String) -> Timestamp? { Timestamp(text(of: name)) }
}

enum Count {
    static func text(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
            out.append(digit)
        }
        return number < 0 ? "-" + out : out
    }

    /// `1 alert`, `2 alerts`.
    static func text(_ number: Int64, _ noun: String) -> String { "\(text(number)) \(noun)\(number == 1 ? "" : "s")" }
}

enum ByteCount {
    /// Bytes in the largest binary unit that fits, with one digit after the point.
    static func text(_ bytes: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var (value, unit) = (Double(bytes), 0)
        while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
        return unit == 0 ? "\(bytes) B" : "\((value * 10).rounded() / 10) \(units[unit])"
    }
}
