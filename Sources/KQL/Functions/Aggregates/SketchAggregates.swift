/// `hll` and `tdigest`, and what is read from them. The sketches keep every value, so that what they give is exact; they
/// are dynamics of this engine's own form.
enum SketchAggregates {
    static let all: [AggregateFunction] = [
        AggregateFunction("hll", [.any, .long], required: 1, .exactly(.dynamic)) { _ in
            CollectingAggregator(.dynamic) { rows in rows.isEmpty ? .null : DistinctSketch.make(rows.map { $0[0] }) }
        },
        AggregateFunction("hll_merge", [.dynamic], .exactly(.dynamic)) { _ in
            CollectingAggregator(.dynamic) { rows in DistinctSketch.make(rows.flatMap { DistinctSketch.values($0[0]) }) }
        },
        AggregateFunction("tdigest", [.summable, .long], required: 1, .exactly(.dynamic)) { _ in
            CollectingAggregator(.dynamic) { rows in
                rows.isEmpty ? .null : RankSketch.make(rows.map { ($0[0], $0.count > 1 ? $0[1].real ?? 1 : 1) })
            }
        },
        AggregateFunction("tdigest_merge", [.dynamic], .exactly(.dynamic)) { _ in
            CollectingAggregator(.dynamic) { rows in RankSketch.make(rows.flatMap { RankSketch.values($0[0]) }) }
        },
        AggregateFunction("merge_tdigest", [.dynamic], .exactly(.dynamic)) { _ in
            CollectingAggregator(.dynamic) { rows in RankSketch.make(rows.flatMap { RankSketch.values($0[0]) }) }
        },
        AggregateFunction("buildschema", [.dynamic], .exactly(.dynamic), prefix: "schema") { _ in
            CollectingAggregator(.dynamic) { rows in rows.isEmpty ? .null : DynamicSchema.of(rows.map { $0[0] }) }
        },
    ]

    /// Scalar functions over sketches.
    static let scalar: [ScalarFunction] = [
        .values("dcount_hll", [.dynamic], .exactly(.long)) { values in .long(Int64(Set(DistinctSketch.values(values[0])).count))
        },
        .values("hll_merge", [.dynamic], isVariadic: true, .exactly(.dynamic)) { values in
            DistinctSketch.make(values.flatMap(DistinctSketch.values))
        },
        .values("percentile_tdigest", [.dynamic, .real, .any], required: 2, .exactly(.dynamic)) { values in
            StatisticalAggregates.ranked(RankSketch.values(values[0]), at: values[1].real ?? 0)
        },
        .values("percentiles_array_tdigest", [.dynamic, .any], isVariadic: true, .exactly(.dynamic)) { values in
            let sketch = RankSketch.values(values[0])
            let wanted = values.dropFirst().flatMap { $0.array ?? [$0] }
            return .array(wanted.map { StatisticalAggregates.ranked(sketch, at: $0.real ?? 0) })
        },
        .values("percentrank_tdigest", [.dynamic, .any], .exactly(.real)) { values in
            let sketch = RankSketch.values(values[0])
            let total = sketch.reduce(0) { $0 + $1.1 }
            let below = sketch.reduce(0) { $0 + (($1.0.order(values[1]) ?? 1) < 0 ? $1.1 : 0) }
            return total > 0 ? .real(below / total * 100) : .null
        },
        .values("rank_tdigest", [.dynamic, .any], .exactly(.real)) { values in
            let sketch = RankSketch.values(values[0])
            return sketch.isEmpty ? .null : .real(sketch.reduce(0) { $0 + (($1.0.order(values[1]) ?? 1) <= 0 ? $1.1 : 0) })
        },
        .values("tdigest_merge", [.dynamic], isVariadic: true, .exactly(.dynamic)) { values in
            RankSketch.make(values.flatMap(RankSketch.values))
        },
    ]
}

/// A set of values as a dynamic.
enum DistinctSketch {
    static func make(_ values: [Value]) -> Value {
        var seen = Set<Value>()
        return .bag(Bag([("distinct", .array(values.filter { seen.insert($0).inserted }))]))
    }

    static func values(_ sketch: Value) -> [Value] { sketch.bag?["distinct"]?.array ?? [] }
}

/// Values with weights as a dynamic.
enum RankSketch {
    static func make(_ values: [(Value, Double)]) -> Value {
        .bag(Bag([("ranked", .array(values.map { .array([$0.0, .real($0.1)]) }))]))
    }

    static func values(_ sketch: Value) -> [(Value, Double)] {
        (sketch.bag?["ranked"]?.array ?? []).compactMap { pair in
            guard let pair = pair.array, pair.count == 2 else { return nil }
            return (pair[0], pair[1].real ?? 1)
        }
    }
}

/// The schema that describes dynamics: bags by their names, arrays under `indexer`, several types as an array.
enum DynamicSchema {
    static func of(_ values: [Value]) -> Value {
        var scalars: [Value] = []
        var bags: [Bag] = []
        var elements: [Value] = []
        var hasArray = false
        for value in values {
            switch value {
            case .null: continue
            case .bag(let bag): bags.append(bag)
            case .array(let array):
                hasArray = true
                elements += array
            default:
                let name = Value.string(value.type == .real ? "double" : value.type.rawValue)
                if !scalars.contains(name) { scalars.append(name) }
            }
        }
        var kinds = scalars
        if !bags.isEmpty || hasArray {
            var schema = Bag()
            for bag in bags {
                for key in bag.keys where schema[key] == nil { schema[key] = of(bags.compactMap { $0[key] }) }
            }
            if hasArray { schema["`indexer`"] = of(elements) }
            kinds.append(.bag(schema))
        }
        return kinds.count == 1 ? kinds[0] : .array(kinds)
    }
}
