internal import Foundation

/// Functions that are applied to every element of a series.
enum SeriesElementFunctions {
    static let all: [ScalarFunction] = unary + binary + comparisons

    private static let unary: [ScalarFunction] = [
        each("series_abs", Swift.abs), each("series_acos", acos), each("series_asin", asin), each("series_atan", atan),
        each("series_ceiling", ceil), each("series_cos", cos), each("series_exp", exp), each("series_floor", Foundation.floor),
        each("series_log", log), each("series_sign") { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }, each("series_sin", sin),
        each("series_tan", tan), each("series_not") { $0 == 0 ? 1 : 0 }, each("series_sqrt") { $0.squareRoot() },
    ]

    /// An element that is no number gives null.
    private static func each(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> ScalarFunction {
        .map(name) { (series: Value) -> Value? in
            guard let elements = series.array else { return .null }
            return .array(elements.map { number($0).map { .real(body($0)) } ?? .null })
        }
    }

    static func number(_ value: Value) -> Double? { value.string == nil ? value.real : nil }

    /// `nil` where an element is no number.
    static func numbers(_ value: Value) -> [Double]? {
        guard let elements = value.array else { return nil }
        let numbers = elements.compactMap(number)
        return numbers.count == elements.count ? numbers : nil
    }

    private static let binary: [ScalarFunction] = [
        pairs("series_add") { .real($0 + $1) }, pairs("series_subtract") { .real($0 - $1) },
        pairs("series_multiply") { .real($0 * $1) }, pairs("series_divide") { .real($0 / $1) },
        pairs("series_pow") { .real(pow($0, $1)) },
    ]

    private static let comparisons: [ScalarFunction] = [
        pairs("series_equals") { .bool($0 == $1) }, pairs("series_not_equals") { .bool($0 != $1) },
        pairs("series_greater") { .bool($0 > $1) }, pairs("series_greater_equals") { .bool($0 >= $1) },
        pairs("series_less") { .bool($0 < $1) }, pairs("series_less_equals") { .bool($0 <= $1) },
    ]

    /// Two series side by side, or a series and a number.
    private static func pairs(_ name: String, _ body: @escaping @Sendable (Double, Double) -> Value) -> ScalarFunction {
        .map(name) { (left: Value, right: Value) -> Value? in
            let count = max(left.array?.count ?? 0, right.array?.count ?? 0)
            guard left.array != nil || right.array != nil else { return .null }
            let element = { (value: Value, index: Int) -> Double? in
                guard let array = value.array else { return number(value) }
                return index < array.count ? number(array[index]) : nil
            }
            return .array(
                (0..<count).map { index in
                    guard let a = element(left, index), let b = element(right, index) else { return .null }
                    return body(a, b)
                })
        }
    }
}
