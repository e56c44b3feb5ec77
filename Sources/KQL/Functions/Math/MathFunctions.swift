internal import Foundation
internal import Primitives

/// Functions over numbers.
enum MathFunctions {
    static let all: [ScalarFunction] = signs + rounding + powers + trigonometry + bits + random

    private static let signs: [ScalarFunction] = [
        .map("abs") { (x: Int64) -> Int64? in Int64(clamping: x.magnitude) },
        .map("abs") { (x: Double) -> Double? in Swift.abs(x) },
        .map("abs") { (x: Decimal) -> Decimal? in x < 0 ? -x : x },
        .map("abs") { (x: Duration) -> Duration? in Duration(ticks: Int64(clamping: x.ticks.magnitude)) },
        .map("sign") { (x: Double) -> Double? in x > 0 ? 1 : x < 0 ? -1 : 0 },
        .map("sign") { (x: Decimal) -> Decimal? in x > 0 ? 1 : x < 0 ? -1 : 0 },
        .map("isnan") { (x: Double) -> Bool? in x.isNaN },
        .map("isinf") { (x: Double) -> Bool? in x.isInfinite },
        .map("isfinite") { (x: Double) -> Bool? in x.isFinite },
    ]

    private static let rounding: [ScalarFunction] = [
        .map("round") { (x: Double) -> Double? in x.rounded(.toNearestOrEven) }.with(.keepsName),
        .map("round") { (x: Double, digits: Int64) -> Double? in round(x, digits) }.with(.keepsName),
        .map("round") { (x: Decimal) -> Decimal? in round(x, 0, .bankers) }.with(.keepsName),
        .map("round") { (x: Decimal, digits: Int64) -> Decimal? in round(x, Int(clamping: digits), .plain) }.with(.keepsName),
    ]

    /// To so many digits, which are at least a decimal's own.
    static func round(_ x: Decimal, _ digits: Int, _ mode: NSDecimalNumber.RoundingMode) -> Decimal {
        var (number, rounded) = (x, Decimal())
        NSDecimalRound(&rounded, &number, Swift.max(-38, Swift.min(digits, 38)), mode)
        return rounded
    }

    static func round(_ x: Double, _ digits: Int64) -> Double {
        guard x.isFinite, Swift.abs(x) < 1e15 || digits < 0, Swift.abs(digits) <= 15 else { return x }
        if digits < 0 {
            let scale = Foundation.pow(10, Double(-digits))
            return (x / scale).rounded() * scale
        }
        // Through the decimal digits, so that 2.675 does not become 2.67 by its binary form alone.
        let scale = Foundation.pow(10, Double(digits))
        let scaled = x * scale
        return scaled.rounded(.toNearestOrAwayFromZero) / scale
    }

    /// A number with a fixed count of digits; zeros at the end are dropped where wanted.
    static func fixed(_ number: Double, digits: Int, trims: Bool) -> String {
        let text = String(format: "%.\(digits)f", number)
        guard trims, text.contains(".") else { return text }
        let trimmed = String(text.reversed().drop { $0 == "0" }.reversed())
        return trimmed.hasSuffix(".") ? String(trimmed.dropLast()) : trimmed
    }

    private static let powers: [ScalarFunction] = [
        unary("exp", Foundation.exp), unary("exp2", Foundation.exp2), unary("exp10") { Foundation.pow(10, $0) },
        unary("log", logarithm(Foundation.log)), unary("log10", logarithm(Foundation.log10)),
        unary("log2", logarithm(Foundation.log2)),
        unary("sqrt") { $0 < 0 ? nil : $0.squareRoot() },
        .map("pow") { (x: Double, y: Double) -> Double? in Foundation.pow(x, y) },
        unary("gamma", Foundation.tgamma), unary("loggamma") { Foundation.lgamma($0) },
        unary("erf", Foundation.erf), unary("erfc", Foundation.erfc),
        .values("pi", [], .exactly(.real)) { _ in .real(.pi) },
    ]

    /// The logarithm of nothing is minus infinity, that of less is missing.
    private static func logarithm(_ function: @escaping @Sendable (Double) -> Double) -> @Sendable (Double) -> Double? {
        { $0 >= 0 ? function($0) : nil }
    }

    private static func unary(_ name: String, _ function: @escaping @Sendable (Double) -> Double?) -> ScalarFunction {
        .map(name) { (x: Double) -> Double? in function(x) }
    }

    private static let trigonometry: [ScalarFunction] = [
        unary("sin", Foundation.sin), unary("cos", Foundation.cos), unary("tan", Foundation.tan),
        unary("asin") { Swift.abs($0) > 1 ? nil : Foundation.asin($0) },
        unary("acos") { Swift.abs($0) > 1 ? nil : Foundation.acos($0) },
        unary("atan", Foundation.atan), unary("cot") { 1 / Foundation.tan($0) },
        .map("atan2") { (y: Double, x: Double) -> Double? in Foundation.atan2(y, x) },
        unary("degrees") { $0 * 180 / .pi }, unary("radians") { $0 * .pi / 180 },
    ]

    private static let bits: [ScalarFunction] = [
        .map("binary_and") { (a: Int64, b: Int64) -> Int64? in a & b },
        .map("binary_or") { (a: Int64, b: Int64) -> Int64? in a | b },
        .map("binary_xor") { (a: Int64, b: Int64) -> Int64? in a ^ b },
        .map("binary_not") { (a: Int64) -> Int64? in ~a },
        .map("binary_shift_left") { (a: Int64, count: Int64) -> Int64? in count < 0 ? nil : a &<< (count & 63) },
        .map("binary_shift_right") { (a: Int64, count: Int64) -> Int64? in count < 0 ? nil : a &>> (count & 63) },
        .map("bitset_count_ones") { (a: Int64) -> Int64? in Int64(a.nonzeroBitCount) },
        .values("tohex", [.long, .long], required: 1, .exactly(.string)) { values in
            guard let number = values[0].integer else { return .string("") }
            let digits = String(UInt64(bitPattern: number), radix: 16)
            let width = values.count > 1 ? Int(clamping: values[1].integer ?? 0) : 0
            return .string(String(repeating: "0", count: Swift.max(0, Swift.min(width, 64) - digits.count)) + digits)
        },
        .map("tohex") { (number: Decimal) -> String? in
            Value.whole(number).map { String(UInt64(bitPattern: $0), radix: 16) }
        },
    ]

    private static let random: [ScalarFunction] = [
        .values("rand", [.long], required: 0, .computed { $0.isEmpty ? .real : .long }) { values in
            guard let limit = values.first?.integer, limit > 0 else { return .real(.random(in: 0..<1)) }
            return .long(.random(in: 0..<limit))
        }.with(.isVolatile),
        .values("new_guid", [], .exactly(.guid)) { _ in .guid(UUID()) }.with(.isVolatile),
    ]
}
