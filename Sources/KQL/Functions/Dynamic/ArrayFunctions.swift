/// Functions over arrays. What is no array gives null.
enum ArrayFunctions {
    static let all: [ScalarFunction] = makers + measures + moves + [sort("array_sort_asc", 1), sort("array_sort_desc", -1)]

    private static let makers: [ScalarFunction] = [
        .values("pack_array", [.any], required: 0, isVariadic: true, .exactly(.dynamic)) { values in
            try Value.array(values).bounded()
        },
        .values("array_concat", [.dynamic], isVariadic: true, .exactly(.dynamic)) { values in
            let arrays = values.compactMap(\.array)
            if arrays.count < values.count, arrays.isEmpty { return .null }
            return try Value.array(try ValueSize.joined(arrays)).bounded()
        },
        conditional("array_iff"), conditional("array_iif"),
        .values("repeat", [.any, .long], .exactly(.dynamic)) { values in
            guard let count = values[1].integer, count >= 0, count <= 1_048_576 else { return .null }
            return try Value.array(Array(repeating: values[0], count: Int(count))).bounded()
        },
        .values("range", [.any, .any, .any], required: 2, .exactly(.dynamic)) { values in range(values) },
        .values("zip", [.dynamic], isVariadic: true, .exactly(.dynamic)) { values in
            let arrays = values.map { $0.array ?? [] }
            let count = arrays.map(\.count).max() ?? 0
            try ValueSize.check(elements: count * arrays.count)
            return try Value.array((0..<count).map { index in .array(arrays.map { index < $0.count ? $0[index] : .null }) })
                .bounded()
        },
    ]

    /// `array_iff(conditions, when_true, when_false)`, element by element; a scalar stands for every element.
    private static func conditional(_ name: String) -> ScalarFunction {
        .values(name, [.dynamic, .any, .any], .exactly(.dynamic)) { values in
            guard let conditions = values[0].array else { return .null }
            let chosen = conditions.enumerated().map { index, condition -> Value in
                let flag = condition.converted(to: .bool)
                guard flag != .null, condition.string == nil else { return .null }
                let chosen = values[flag == .bool(true) ? 1 : 2]
                guard let array = chosen.array else { return chosen }
                return index < array.count ? array[index] : .null
            }
            return try Value.array(chosen).bounded()
        }
    }

    static let longestRange = 1_048_576

    private static func range(_ values: [Value]) -> Value {
        let step = values.count > 2 ? values[2] : values[0].type == .datetime ? .timespan(Ticks.perHour) : .long(1)
        if case .datetime(let from) = values[0], case .datetime(let to) = values[1], let step = step.integer {
            return .array(steps(from, to, step).map(Value.datetime))
        }
        if case .timespan(let from) = values[0], case .timespan(let to) = values[1], let step = step.integer {
            return .array(steps(from, to, step).map(Value.timespan))
        }
        if case .long(let from) = values[0], case .long(let to) = values[1], case .long(let step) = step {
            return .array(steps(from, to, step).map(Value.long))
        }
        guard let from = values[0].real, let to = values[1].real, let step = step.real, step != 0 else { return .null }
        let count = ((to - from) / step + 1e-9).rounded(.down)
        guard count.isFinite, count >= 0 else { return .array([]) }
        return .array((0...Int(min(count, Double(longestRange)))).map { .real(from + Double($0) * step) })
    }

    private static func steps(_ from: Int64, _ to: Int64, _ step: Int64) -> [Int64] {
        guard step != 0 else { return [] }
        var values: [Int64] = []
        var next = from
        while step > 0 ? next <= to : next >= to, values.count < longestRange {
            values.append(next)
            let (sum, overflow) = next.addingReportingOverflow(step)
            if overflow { break }
            next = sum
        }
        return values
    }

    private static let measures: [ScalarFunction] = [
        length("array_length"), length("arraylength"),
        .values("array_sum", [.dynamic], .exactly(.real)) { values in
            guard let array = values[0].array else { return .null }
            let numbers = array.filter { !$0.isNull }.map { value in value.type.isNumeric ? value.real : nil }
            return numbers.contains(nil) ? .null : .real(numbers.reduce(0) { $0 + ($1 ?? 0) })
        },
        .values("array_index_of", [.dynamic, .any, .long, .long, .long], required: 2, .exactly(.long)) { values in
            .long(index(values))
        },
    ]

    private static func length(_ name: String) -> ScalarFunction {
        .map(name) { (value: Value) -> Int64? in value.array.map { Int64($0.count) } }
    }

    /// `array_index_of(array, value, start, length, occurrence)`
    private static func index(_ values: [Value]) -> Int64 {
        guard let array = values[0].array else { return -1 }
        var start = values.count > 2 ? Int(clamping: values[2].integer ?? 0) : 0
        if start < 0 { start = max(0, array.count + start) }
        let length = values.count > 3 ? Int(clamping: values[3].integer ?? -1) : -1
        var occurrence = values.count > 4 ? values[4].integer ?? 1 : 1
        guard start < array.count, occurrence > 0 else { return -1 }
        let end = length < 0 ? array.count : start + min(array.count - start, length)
        for place in start..<end where array[place] == values[1] || array[place].order(values[1]) == 0 && !values[1].isNull {
            occurrence -= 1
            if occurrence == 0 { return Int64(place) }
        }
        return -1
    }

    private static let moves: [ScalarFunction] = [
        .map("array_reverse") { (value: Value) -> Value? in value.array.map { .array($0.reversed()) } ?? .null },
        .map("array_rotate_left") { (value: Value, count: Int64) -> Value? in rotated(value, by: count) },
        .map("array_rotate_right") { (value: Value, count: Int64) -> Value? in rotated(value, by: 0 &- count) },
        .values("array_shift_left", [.dynamic, .long, .any], required: 2, .exactly(.dynamic)) { values in
            try shifted(values[0], by: values[1].integer ?? 0, filler: values.count > 2 ? values[2] : nil)
        },
        .values("array_shift_right", [.dynamic, .long, .any], required: 2, .exactly(.dynamic)) { values in
            try shifted(values[0], by: 0 &- (values[1].integer ?? 0), filler: values.count > 2 ? values[2] : nil)
        },
        .map("array_slice") { (value: Value, start: Int64, end: Int64) -> Value? in
            guard let array = value.array else { return .null }
            let first = max(0, start < 0 ? start &+ Int64(array.count) : start)
            let last = min(Int64(array.count) - 1, end < 0 ? end &+ Int64(array.count) : end)
            return first <= last ? .array(Array(array[Int(first)...Int(last)])) : .array([])
        },
        .map("array_split") { (value: Value, places: Value) -> Value? in
            guard let array = value.array else { return .null }
            var parts: [Value] = []
            var start = 0
            for place in (places.array ?? [places]).compactMap(\.integer) {
                let end = min(max(place < 0 ? Int(place) &+ array.count : Int(place), start), array.count)
                parts.append(.array(Array(array[start..<end])))
                start = end
            }
            return .array(parts + [.array(Array(array[start...]))])
        },
    ]

    private static func rotated(_ value: Value, by count: Int64) -> Value {
        guard let array = value.array else { return .null }
        guard !array.isEmpty else { return value }
        let places = Int(ArithmeticFunctions.remainder(count, Int64(array.count)) ?? 0)
        return .array(Array(array[places...] + array[..<places]))
    }

    /// Towards the front where positive; what is left free is filled.
    private static func shifted(_ value: Value, by count: Int64, filler: Value?) throws(QueryError) -> Value {
        guard let array = value.array else { return .null }
        let filler = filler ?? (array.first?.string != nil ? .string("") : .null)
        let places = Int(clamping: min(count.magnitude, UInt64(array.count)))
        let fillers = [Value](repeating: filler, count: places)
        let moved = count >= 0 ? Array(array[places...]) + fillers : fillers + Array(array[..<(array.count - places)])
        return try Value.array(moved).bounded()
    }

    // MARK: Sorting

    /// Sorts the first array; others are put in the same order, so that several make a tuple. A last boolean says whether
    /// nulls come last.
    private static func sort(_ name: String, _ sign: Int) -> ScalarFunction {
        .values(name, [.any], isVariadic: true, .exactly(.dynamic)) { values in
            var arrays = values
            var nullsLast = true
            if values.count > 1, case .bool(let flag) = values[values.count - 1] {
                nullsLast = flag
                arrays.removeLast()
            }
            let sorted = sorted(arrays, sign, nullsLast: nullsLast)
            return arrays.count == 1 ? sorted[0] : try Value.array(sorted).bounded()
        }.with(.keepsName)
    }

    private static func sorted(_ arrays: [Value], _ sign: Int, nullsLast: Bool) -> [Value] {
        guard let key = arrays[0].array else { return arrays.map { _ in .null } }
        let order = key.indices.sorted { left, right in
            let (a, b) = (key[left], key[right])
            if a.isNull || b.isNull { return a.isNull && b.isNull ? left < right : a.isNull != nullsLast }
            let order = (a.order(b) ?? Value.order(a.text, b.text)) * sign
            return order == 0 ? left < right : order < 0
        }
        return arrays.map { value in
            guard let array = value.array, array.count == key.count else { return .null }
            return .array(order.map { array[$0] })
        }
    }
}
