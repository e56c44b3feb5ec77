/// Arrays as sets.
enum SetFunctions {
    static let all: [ScalarFunction] = [
        combine("set_union") { sets in unique(try ValueSize.joined(sets)) },
        combine("set_intersect") { sets in
            let rest = sets.dropFirst().map(Set.init)
            return unique(sets[0]).filter { element in rest.allSatisfy { $0.contains(element) } }
        },
        combine("set_difference") { sets in
            let rest = Set(sets.dropFirst().flatMap { $0 })
            return unique(sets[0]).filter { !rest.contains($0) }
        },
        .values("set_has_element", [.dynamic, .any], .exactly(.bool)) { values in
            values[0].array.map { .bool($0.contains { $0 == values[1] || !$0.isNull && $0.order(values[1]) == 0 }) } ?? .null
        },
        .values("set_equals", [.dynamic, .dynamic], .exactly(.bool)) { values in
            guard let a = values[0].array, let b = values[1].array else { return .null }
            return .bool(Set(a) == Set(b))
        },
        .values("jaccard_index", [.dynamic, .dynamic], .exactly(.real)) { values in
            guard let a = values[0].array.map(Set.init), let b = values[1].array.map(Set.init) else { return .null }
            let union = a.union(b).count
            return union == 0 ? .real(.nan) : .real(Double(a.intersection(b).count) / Double(union))
        },
    ]

    private static func combine(
        _ name: String, _ body: @escaping @Sendable ([[Value]]) throws -> [Value]
    ) -> ScalarFunction {
        .values(name, [.dynamic], isVariadic: true, .exactly(.dynamic)) { values in
            let sets = values.compactMap(\.array)
            return sets.count == values.count ? try Value.array(try body(sets)).bounded() : .null
        }
    }

    private static func unique(_ values: [Value]) -> [Value] {
        var seen = Set<Value>()
        return values.filter { seen.insert($0).inserted }
    }
}
