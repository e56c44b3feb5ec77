internal import Foundation

/// KQL's conversions: they never fail, what cannot be converted is null.
extension Value {
    public func converted(to type: ScalarType) -> Value {
        if isNull { return type == .string ? .string("") : .null }
        return switch type {
        case .bool: boolean.map(Value.bool) ?? .null
        case .int: whole.flatMap { Int32(exactly: $0) }.map { .long(Int64($0)) } ?? .null
        case .long: whole.map(Value.long) ?? .null
        case .real: real.map(Value.real) ?? .null
        case .decimal: decimal.map(Value.decimal) ?? .null
        case .datetime: moment.map(Value.datetime) ?? .null
        case .timespan: span.map(Value.timespan) ?? .null
        case .guid: guid.map(Value.guid) ?? .null
        case .string: .string(text)
        case .dynamic: self
        }
    }

    private var boolean: Bool? {
        switch self {
        case .bool(let flag): flag
        case .long(let number): number != 0
        case .real(let number): number != 0
        case .decimal(let number): number != 0
        case .string(let text):
            switch text.trimmingCharacters(in: .whitespaces).lowercased() {
            case "true", "1": true
            case "false", "0": false
            default: Int64(text).map { $0 != 0 }
            }
        default: nil
        }
    }

    private var whole: Int64? {
        switch self {
        case .bool(let flag): flag ? 1 : 0
        case .long(let number), .datetime(let number), .timespan(let number): number
        case .real(let number): Value.whole(number)
        case .decimal(let number): Value.whole(number)
        case .string(let text): Value.whole(text)
        default: nil
        }
    }

    static func whole(_ number: Double) -> Int64? { Int64(exactly: number.rounded(.towardZero)) }

    static func whole(_ number: Decimal) -> Int64? {
        var number = number
        var rounded = Decimal()
        NSDecimalRound(&rounded, &number, 0, number < 0 ? .up : .down)
        return Int64(rounded.description)
    }

    /// Decimal digits with a sign, or `0x` and hexadecimal ones.
    static func whole(_ text: String) -> Int64? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if let number = Int64(trimmed) { return number }
        guard trimmed.hasPrefix("0x") || trimmed.hasPrefix("0X") else { return nil }
        return UInt64(trimmed.dropFirst(2), radix: 16).map { Int64(bitPattern: $0) }
    }

    var real: Double? {
        switch self {
        case .bool(let flag): flag ? 1 : 0
        case .long(let number), .datetime(let number), .timespan(let number): Double(number)
        case .real(let number): number
        case .decimal(let number): Double(number.description)
        case .string(let text): Value.real(text)
        default: nil
        }
    }

    static func real(_ text: String) -> Double? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        switch trimmed.lowercased() {
        case "nan": return .nan
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: break
        }
        guard let first = trimmed.utf8.first(where: { $0 != 43 && $0 != 45 }), first &- 48 < 10 || first == 46 else { return nil }
        if let whole = whole(trimmed) { return Double(whole) }
        return Double(trimmed)
    }

    var decimal: Decimal? {
        switch self {
        case .bool(let flag): flag ? 1 : 0
        case .long(let number): Decimal(number)
        case .real(let number): number.isFinite ? Decimal(string: "\(number)") : nil
        case .decimal(let number): number
        case .string(let text): Value.decimal(text)
        default: nil
        }
    }

    static func decimal(_ text: String) -> Decimal? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        guard trimmed.utf8.allSatisfy({ $0 &- 48 < 10 || [43, 45, 46, 69, 101].contains($0) }) else { return nil }
        return Decimal(string: trimmed)
    }

    private var moment: Int64? {
        switch self {
        case .datetime(let ticks): ticks
        case .long(let ticks): (0...Ticks.last).contains(ticks) ? ticks : nil
        case .string(let text): DateTimeText.ticks(text)
        default: nil
        }
    }

    private var span: Int64? {
        switch self {
        case .timespan(let ticks), .long(let ticks): ticks
        case .string(let text): TimespanText.ticks(text)
        default: nil
        }
    }

    private var guid: UUID? {
        switch self {
        case .guid(let id): id
        case .string(let text): Value.guid(text)
        default: nil
        }
    }

    /// With or without hyphens and braces.
    static func guid(_ text: String) -> UUID? {
        let digits = text.filter { !"{}()- ".contains($0) }
        guard digits.utf8.count == 32 else { return nil }
        var hyphenated = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { hyphenated += "-" }
            hyphenated.append(digit)
        }
        return UUID(uuidString: hyphenated)
    }
}
