public import Primitives

extension ReplayDifference {
    /// `{"alerts", "before", "after", "changes": [{"kind", "before": [...], "after": [...]}], "changesOffQueue",
    /// "decisionsLeftOut"}`
    public var json: JSONValue {
        [
            "alerts": .integer(Int64(alertCount)), "before": before.json, "after": after.json,
            "changes": .array(changes.map(\.json)), "changesOffQueue": .integer(Int64(changesOffQueue)),
            "decisionsLeftOut": .integer(Int64(decisionsLeftOut)),
        ]
    }
}

extension ReplayDifference.Totals {
    fileprivate var json: JSONValue {
        ["incidents": .integer(Int64(incidents)), "onQueue": .integer(Int64(onQueue))]
    }
}

extension ReplayDifference.Change {
    fileprivate var json: JSONValue {
        let (kind, before, after): (String, [ReplayDifference.Side], [ReplayDifference.Side]) =
            switch self {
            case .merged(let sources, let target): ("merged", sources, [target])
            case .split(let source, let targets): ("split", [source], targets)
            case .appears(let side, let before): ("appears", [before], [side])
            case .leaves(let side, let after): ("leaves", [side], [after])
            case .ranked(let side, let after): ("ranked", [side], [after])
            }
        return [
            "kind": .string(kind), "before": .array(before.map(\.json)), "after": .array(after.map(\.json)),
        ]
    }
}

extension ReplayDifference.Side {
    fileprivate var json: JSONValue {
        [
            "id": .integer(number), "title": .string(title), "alertCount": .integer(Int64(alertCount)),
            "priorityScore": .number(score), "isOnQueue": .bool(isOnQueue),
            "rank": rank.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}
