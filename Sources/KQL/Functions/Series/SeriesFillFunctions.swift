internal import Foundation

/// Filling what is missing in a series, and filters.
enum SeriesFillFunctions {
    static let all: [ScalarFunction] = [
        .values("series_fill_const", [.dynamic, .any, .any], required: 2, .exactly(.dynamic)) { values in
            try filled(values, placeholder: 2) { elements, missing in
                elements.indices.map { missing[$0] ? values[1] : elements[$0] }
            }.bounded()
        },
        .values("series_fill_forward", [.dynamic, .any], required: 1, .exactly(.dynamic)) { values in
            filled(values, placeholder: 1) { elements, missing in carried(elements, missing) }
        },
        .values("series_fill_backward", [.dynamic, .any], required: 1, .exactly(.dynamic)) { values in
            filled(values, placeholder: 1) { elements, missing in carried(elements.reversed(), missing.reversed()).reversed() }
        },
        .values("series_fill_linear", [.dynamic, .any, .any, .any], required: 1, .exactly(.dynamic)) { values in
            let fillsEdges = values.count < 3 || values[2] != .bool(false)
            let constant = values.count > 3 ? values[3] : .real(0)
            return filled(values, placeholder: 1) { elements, missing in
                linear(elements, missing, fillsEdges: fillsEdges, constant: constant)
            }
        },
        .values("series_fir", [.dynamic, .dynamic, .bool, .bool], required: 2, .exactly(.dynamic)) { values in fir(values) },
        .values("series_iir", [.dynamic, .dynamic, .dynamic], .exactly(.dynamic)) { values in iir(values) },
    ]

    private static func filled(
        _ values: [Value], placeholder: Int, _ body: ([Value], [Bool]) -> [Value]
    ) -> Value {
        guard let elements = values[0].array else { return .null }
        let mark = values.count > placeholder ? values[placeholder] : .null
        let missing = elements.map { element in
            if mark.isNull { return element.isNull || element.real?.isNaN == true }
            return element == mark || element.order(mark) == 0
        }
        return .array(body(elements, missing))
    }

    private static func carried(_ elements: [Value], _ missing: [Bool]) -> [Value] {
        var last: Value?
        return elements.indices.map { index in
            if !missing[index] { last = elements[index] }
            return missing[index] ? last ?? elements[index] : elements[index]
        }
    }

    /// Between two known elements on a straight line; whole numbers stay whole.
    private static func linear(_ elements: [Value], _ missing: [Bool], fillsEdges: Bool, constant: Value) -> [Value] {
        let known = elements.indices.filter { !missing[$0] }
        guard let first = known.first, let last = known.last else { return elements.map { _ in constant } }
        let isWhole = known.allSatisfy { if case .long = elements[$0] { true } else { false } }
        return elements.indices.map { index in
            if !missing[index] { return elements[index] }
            if index < first { return fillsEdges ? elements[first] : elements[index] }
            if index > last { return fillsEdges ? elements[last] : elements[index] }
            let before = known.last { $0 < index } ?? first
            let after = known.first { $0 > index } ?? last
            guard let a = elements[before].real, let b = elements[after].real else { return elements[index] }
            let value = a + (b - a) * Double(index - before) / Double(after - before)
            return isWhole ? .long(Int64(value)) : .real(value)
        }
    }

    static func numbers(_ value: Value) -> [Double] { (value.array ?? []).map { SeriesElementFunctions.number($0) ?? 0 } }

    /// `series_fir(series, filter, normalize, center)`
    private static func fir(_ values: [Value]) -> Value {
        guard values[0].array != nil else { return .null }
        let series = numbers(values[0])
        var filter = numbers(values[1])
        let sum = filter.reduce(0, +)
        let normalizes = values.count > 2 ? values[2] == .bool(true) : filter.allSatisfy { $0 > 0 }
        if normalizes, sum != 0 { filter = filter.map { $0 / sum } }
        let shift = values.count > 3 && values[3] == .bool(true) ? filter.count / 2 : 0
        return .array(
            series.indices.map { index in
                .real(
                    filter.indices.reduce(0.0) { result, tap in
                        let place = index + shift - tap
                        return series.indices.contains(place) ? result + series[place] * filter[tap] : result
                    })
            })
    }

    /// `series_iir(series, numerators, denominators)`
    private static func iir(_ values: [Value]) -> Value {
        let (series, b, a) = (numbers(values[0]), numbers(values[1]), numbers(values[2]))
        guard let scale = a.first, scale != 0 else { return .null }
        var result: [Double] = []
        for index in series.indices {
            let forward = b.indices.reduce(0.0) { index >= $1 ? $0 + b[$1] * series[index - $1] : $0 }
            let back = a.indices.dropFirst().reduce(0.0) { index >= $1 ? $0 + a[$1] * result[index - $1] : $0 }
            result.append((forward - back) / scale)
        }
        return .array(result.map(Value.real))
    }
}
