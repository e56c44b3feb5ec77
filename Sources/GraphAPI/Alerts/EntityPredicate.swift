internal import CaseStore
internal import SecurityModel

extension StorePredicate {
    /// Holds of the entity with a key.
    /// - Parameter inAnyScope: also of those that are kept with a scope behind the name, whichever it is.
    static func entity(_ kind: EntityKind, _ value: String, inAnyScope: Bool) -> StorePredicate {
        let kind = StorePredicate.compare(AlertColumns.entityKind, .equal, .integer(Int64(kind.rawValue)))
        let same = StorePredicate.compare(AlertColumns.entityValue, .equal, .text(value))
        guard inAnyScope else { return .all([kind, same]) }
        let scoped = StorePredicate.all([
            .compare(AlertColumns.entityValue, .greaterOrEqual, .text("\(value)@")),
            .compare(AlertColumns.entityValue, .less, .text("\(value)A")),
        ])
        return .all([kind, .any([same, scoped])])
    }
}
