internal import Foundation
internal import Primitives

/// `+ - * / %` and the sign. Whole numbers wrap at 64 bits; division by zero is null for them and infinite for reals.
enum ArithmeticFunctions {
    static let all: [ScalarFunction] = sums + differences + products + quotients + remainders + signs + dynamics

    private static let sums: [ScalarFunction] = [
        .map("+") { (a: Int64, b: Int64) -> Int64? in a &+ b },
        .map("+") { (a: Double, b: Double) -> Double? in a + b },
        .map("+") { (a: Decimal, b: Decimal) -> Decimal? in a + b },
        .map("+") { (a: Timestamp, b: Duration) -> Timestamp? in moment(a.ticks, adding: b.ticks) },
        .map("+") { (a: Duration, b: Timestamp) -> Timestamp? in moment(b.ticks, adding: a.ticks) },
        .map("+") { (a: Duration, b: Duration) -> Duration? in Duration(ticks: a.ticks &+ b.ticks) },
        // The middle of two moments is the half of their sum.
        .map("+") { (a: Timestamp, b: Timestamp) -> Timestamp? in moment(a.ticks, adding: b.ticks) },
    ]

    private static let differences: [ScalarFunction] = [
        .map("-") { (a: Int64, b: Int64) -> Int64? in a &- b },
        .map("-") { (a: Double, b: Double) -> Double? in a - b },
        .map("-") { (a: Decimal, b: Decimal) -> Decimal? in a - b },
        .map("-") { (a: Timestamp, b: Timestamp) -> Duration? in Duration(ticks: a.ticks &- b.ticks) },
        .map("-") { (a: Timestamp, b: Duration) -> Timestamp? in moment(a.ticks, adding: 0 &- b.ticks) },
        .map("-") { (a: Duration, b: Duration) -> Duration? in Duration(ticks: a.ticks &- b.ticks) },
    ]

    private static let products: [ScalarFunction] = [
        .map("*") { (a: Int64, b: Int64) -> Int64? in a &* b },
        .map("*") { (a: Double, b: Double) -> Double? in a * b },
        .map("*") { (a: Decimal, b: Decimal) -> Decimal? in a * b },
        .map("*") { (a: Duration, b: Double) -> Duration? in span(Double(a.ticks) * b) },
        .map("*") { (a: Double, b: Duration) -> Duration? in span(Double(b.ticks) * a) },
    ]

    private static let quotients: [ScalarFunction] = [
        .map("/") { (a: Int64, b: Int64) -> Int64? in b == 0 ? nil : a.dividedReportingOverflow(by: b).partialValue },
        .map("/") { (a: Double, b: Double) -> Double? in a / b },
        .map("/") { (a: Decimal, b: Decimal) -> Decimal? in b == 0 ? nil : a / b },
        .map("/") { (a: Duration, b: Duration) -> Double? in Double(a.ticks) / Double(b.ticks) },
        .map("/") { (a: Duration, b: Double) -> Duration? in span(Double(a.ticks) / b) },
        .map("/") { (a: Timestamp, b: Double) -> Timestamp? in span(Double(a.ticks) / b).flatMap { moment(0, adding: $0.ticks) }
        },
    ]

    private static let remainders: [ScalarFunction] = [
        .map("%") { (a: Int64, b: Int64) -> Int64? in remainder(a, b) },
        .map("%") { (a: Double, b: Double) -> Double? in remainder(a, b) },
        .map("%") { (a: Decimal, b: Decimal) -> Decimal? in b == 0 ? nil : a - b * floor(a / b) },
        .map("%") { (a: Duration, b: Duration) -> Duration? in remainder(a.ticks, b.ticks).map { Duration(ticks: $0) } },
        .map("%") { (a: Timestamp, b: Duration) -> Duration? in remainder(a.ticks, b.ticks).map { Duration(ticks: $0) } },
    ]

    private static let signs: [ScalarFunction] = [
        .map("negate") { (a: Int64) -> Int64? in 0 &- a },
        .map("negate") { (a: Double) -> Double? in -a },
        .map("negate") { (a: Decimal) -> Decimal? in -a },
        .map("negate") { (a: Duration) -> Duration? in Duration(ticks: 0 &- a.ticks) },
    ]

    /// Between values whose type only the row knows.
    private static let dynamics: [ScalarFunction] = ["+", "-", "*", "/", "%"].map { name in
        .map(name) { (a: Value, b: Value) -> Value? in dynamic(name, a, b) }.with(.needsDynamic)
    }

    private static func dynamic(_ name: String, _ a: Value, _ b: Value) -> Value {
        switch (a, b) {
        case (.long(let a), .long(let b)):
            switch name {
            case "+": return .long(a &+ b)
            case "-": return .long(a &- b)
            case "*": return .long(a &* b)
            case "/": return b == 0 ? .null : .long(a.dividedReportingOverflow(by: b).partialValue)
            default: return remainder(a, b).map(Value.long) ?? .null
            }
        case (.datetime(let a), .datetime(let b)) where name == "-": return .timespan(a &- b)
        case (.datetime(let a), .timespan(let b)) where name == "+" || name == "-":
            return moment(a, adding: name == "+" ? b : 0 &- b).map { .datetime($0.ticks) } ?? .null
        case (.timespan(let a), .timespan(let b)) where name == "+" || name == "-":
            return .timespan(name == "+" ? a &+ b : a &- b)
        case (.string, _), (_, .string): return .null
        default:
            guard let a = a.real, let b = b.real else { return .null }
            switch name {
            case "+": return .real(a + b)
            case "-": return .real(a - b)
            case "*": return .real(a * b)
            case "/": return .real(a / b)
            default: return remainder(a, b).map(Value.real) ?? .null
            }
        }
    }

    // MARK: Rules

    /// A moment later; `nil` outside the years 1 to 9999.
    static func moment(_ ticks: Int64, adding span: Int64) -> Timestamp? {
        let (sum, overflow) = ticks.addingReportingOverflow(span)
        return overflow || sum < 0 || sum > Ticks.last ? nil : Timestamp(ticks: sum)
    }

    private static func span(_ ticks: Double) -> Duration? {
        abs(ticks) < 9.2e18 ? Duration(ticks: Int64(ticks.rounded())) : nil
    }

    /// Never negative, as in mathematics: -5 % 3 is 1.
    static func remainder(_ a: Int64, _ b: Int64) -> Int64? {
        guard b != 0, b != -1 else { return b == 0 ? nil : 0 }
        let rest = a % b
        return rest < 0 ? rest + Int64(clamping: b.magnitude) : rest
    }

    static func remainder(_ a: Double, _ b: Double) -> Double? {
        guard b != 0 else { return nil }
        let rest = a.truncatingRemainder(dividingBy: b)
        return rest < 0 ? rest + abs(b) : rest
    }

    static func floor(_ number: Decimal) -> Decimal {
        let whole = Value.whole(number).map { Decimal($0) } ?? number
        return whole > number ? whole - 1 : whole
    }
}
