extension Translation {
    /// Both sides as tables of their own, with their keys as columns beside what is read of them.
    func join(_ join: JoinPlan) -> Relation? {
        switch join.kind {
        case .rightSemi, .rightAnti:
            let mirrored = JoinPlan(
                kind: join.kind == .rightSemi ? .leftSemi : .leftAnti, left: join.right, right: join.left,
                leftKeys: join.rightKeys, rightKeys: join.leftKeys)
            return self.join(mirrored)
        default: break
        }
        guard let left = side(join.left, join.leftKeys, mayBeMissing: join.kind.addsRight),
            let right = side(join.right, join.rightKeys, mayBeMissing: join.kind.addsLeft)
        else { return nil }
        let isUnique = join.kind == .innerUnique
        // Which rows are the first is settled before those of one key are put together.
        guard !isUnique || left.relation.limit == nil, !left.keys.isEmpty else { return nil }
        let first = derived(left.relation, adding: left.keys.map(\.text), distinctOn: isUnique)
        var second = right.relation
        if join.kind.isHalf { second.outputs = [] }
        let other = derived(second, adding: right.keys.map(\.text))
        let matches = zip(left.keys, right.keys).enumerated().map { place, keys in
            // Missing keys match each other.
            let word = keys.0.isNullable && keys.1.isNullable ? "IS NOT DISTINCT FROM" : "="
            return "\(first.name).k\(place) \(word) \(other.name).k\(place)"
        }
        let from = "\(first.sql) \(join.kind.sqlWords) JOIN \(other.sql) ON (\(matches.joined(separator: " AND ")))"
        if join.kind.isHalf { return Relation(from: from, sources: first.sources, outputs: first.outputs) }
        let width = first.sources.count
        let leftSources = join.kind.addsRight ? first.sources.map(\.orMissing) : first.sources
        let rightSources = join.kind.addsLeft ? other.sources.map(\.orMissing) : other.sources
        let sources = leftSources + rightSources
        return Relation(from: from, sources: sources, outputs: first.outputs + other.outputs.map { $0.remapped { $0 + width } })
    }

    /// - Parameter mayBeMissing: whether rows come out that this side has no part in: then nothing of it may be worked out
    ///   behind the join.
    private func side(
        _ plan: Plan, _ keys: [BoundExpression], mayBeMissing: Bool
    ) -> (relation: Relation, keys: [SQLFragment])? {
        guard var relation = relation(plan) else { return nil }
        // A part has no order.
        if relation.limit == nil { relation.order = nil }
        let translator = expressions(relation)
        let values = keys.compactMap { key -> SQLFragment? in
            let key = key.substituted(relation.outputs)
            return key.type.isComparedAlike && key.constant == nil ? translator.value(key) : nil
        }
        guard values.count == keys.count else { return nil }
        if mayBeMissing {
            guard let settled = settled(relation) else { return nil }
            relation = settled
        }
        return (relation, values)
    }

    /// Inputs one after the other.
    func union(_ inputs: [Plan], _ schema: Schema) -> Relation? {
        var relations: [Relation] = []
        for input in inputs {
            guard let relation = relation(input), !relation.isFinished else { return nil }
            relations.append(relation)
        }
        let read = schema.fields.indices.filter { place in relations.contains { !$0.outputs[place].isUnread } }
        var parts: [String] = []
        var columns: [SQLColumn] = []
        for relation in relations {
            let translator = expressions(relation)
            let own = read.compactMap { place -> SQLColumn? in
                let output = relation.outputs[place]
                return translator.column(output.isUnread ? .literal(.null.converted(to: output.type), output.type) : output)
            }
            // What is told apart by more than its type is not put together.
            guard own.count == read.count, own.allSatisfy({ $0.elements == nil }) else { return nil }
            parts.append(relation.select(own.enumerated().map { "\($1.sql) AS c\($0)" }))
            let common = zip(columns, own).map { SQLColumn("", $0.type, isNullable: $0.isNullable || $1.isNullable) }
            columns = columns.isEmpty ? own : common
        }
        guard !parts.isEmpty else { return nil }
        let name = nextTable()
        let sources = columns.enumerated().map { $1.renamed("\(name).c\($0)") }
        let outputs = schema.fields.enumerated().map { place, field in
            read.firstIndex(of: place).map { BoundExpression.column($0, field.type) }
                ?? BoundExpression(kind: .unread, type: field.type)
        }
        return Relation(from: "(\(parts.joined(separator: " UNION ALL "))) AS \(name)", sources: sources, outputs: outputs)
    }
}

extension JoinPlan.Kind {
    /// Only rows of the left side come out.
    fileprivate var isHalf: Bool { self == .leftSemi || self == .leftAnti }
    /// Rows of the left side come out that match none of the right.
    fileprivate var addsLeft: Bool { self == .leftOuter || self == .fullOuter }
    fileprivate var addsRight: Bool { self == .rightOuter || self == .fullOuter }

    fileprivate var sqlWords: String {
        switch self {
        case .innerUnique, .inner: "INNER"
        case .leftOuter: "LEFT"
        case .rightOuter: "RIGHT"
        case .fullOuter: "FULL"
        case .leftSemi, .rightSemi: "SEMI"
        case .leftAnti, .rightAnti: "ANTI"
        }
    }
}

extension SQLColumn {
    /// The column where its row may be missing: a text is empty then.
    fileprivate var orMissing: SQLColumn {
        type.isText ? renamed("coalesce(\(sql), '')") : SQLColumn(sql, type)
    }
}
