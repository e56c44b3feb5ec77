internal import Foundation
internal import Primitives

/// Rounding down to multiples: `bin`, `floor`, `bin_at`.
enum BinFunctions {
    static let all: [ScalarFunction] = ["bin", "floor"].flatMap(bin) + at + ofOne

    private static func bin(_ name: String) -> [ScalarFunction] {
        let bins: [ScalarFunction] = [
            .map(name) { (value: Int64, size: Int64) -> Int64? in floor(value, size, from: 0) },
            .map(name) { (value: Double, size: Double) -> Double? in size == 0 ? nil : (value / size).rounded(.down) * size },
            .map(name) { (value: Decimal, size: Decimal) -> Decimal? in
                size == 0 ? nil : ArithmeticFunctions.floor(value / size) * size
            },
            .map(name) { (value: Timestamp, size: Duration) -> Timestamp? in
                floor(value.ticks, size.ticks, from: 0).map { Timestamp(ticks: $0) }
            },
            .map(name) { (value: Duration, size: Duration) -> Duration? in
                floor(value.ticks, size.ticks, from: 0).map { Duration(ticks: $0) }
            },
        ]
        return bins.map { $0.with(.keepsName) }
    }

    private static let ofOne: [ScalarFunction] =
        [
            .map("floor") { (value: Double) -> Double? in value.rounded(.down) }.with(.keepsName),
            .map("floor") { (value: Decimal) -> Decimal? in MathFunctions.round(value, 0, .down) }.with(.keepsName),
        ] + ["ceiling", "ceil"].flatMap(ceiling)

    private static func ceiling(_ name: String) -> [ScalarFunction] {
        [
            .map(name) { (value: Double) -> Int64? in Int64(exactly: value.rounded(.up)) },
            .map(name) { (value: Decimal) -> Int64? in Value.whole(MathFunctions.round(value, 0, .up)) },
        ]
    }

    private static let at: [ScalarFunction] = points.map { $0.with(.keepsName) }

    private static let points: [ScalarFunction] = [
        .map("bin_at") { (value: Int64, size: Int64, point: Int64) -> Int64? in floor(value, size, from: point) },
        .map("bin_at") { (value: Double, size: Double, point: Double) -> Double? in
            size == 0 ? nil : point + ((value - point) / size).rounded(.down) * size
        },
        .map("bin_at") { (value: Timestamp, size: Duration, point: Timestamp) -> Timestamp? in
            floor(value.ticks, size.ticks, from: point.ticks).map { Timestamp(ticks: $0) }
        },
        .map("bin_at") { (value: Duration, size: Duration, point: Duration) -> Duration? in
            floor(value.ticks, size.ticks, from: point.ticks).map { Duration(ticks: $0) }
        },
    ]

    /// The largest `point + n * size` that is not above the value.
    static func floor(_ value: Int64, _ size: Int64, from point: Int64) -> Int64? {
        guard size > 0 else { return nil }
        let distance = value &- point
        return value &- (ArithmeticFunctions.remainder(distance, size) ?? 0)
    }
}
