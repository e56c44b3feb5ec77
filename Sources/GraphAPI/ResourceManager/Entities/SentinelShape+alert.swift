internal import SecurityModel

extension SentinelShape {
    /// What an alert tells of, at a place of its own.
    struct Told {
        var shape: SentinelShape
        /// What other alerts may name it by; none for what its content alone tells apart.
        var keys: [EntityKey]
        var index: Int
    }

    static func told(by alert: Alert, scope: String) -> [Told] {
        var told: [Told] = []
        for evidence in alert.report.evidence {
            for shape in shapes(of: evidence) {
                let keys = shape.isNamedByKeys ? evidence.entityKeys(scope: scope) : []
                told.append(Told(shape: shape, keys: keys, index: told.count))
            }
        }
        return told
    }
}
