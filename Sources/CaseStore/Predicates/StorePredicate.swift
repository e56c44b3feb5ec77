public import Primitives

/// A condition over the store's columns, as a tree: what filters of the public interfaces and of pages become.
///
/// Columns and relations are the store's own (`IncidentColumns`, `AlertColumns`); values are bound as arguments, so nothing
/// that a user says becomes part of a statement. Texts are compared without regard to the case of ASCII letters. A condition
/// on something that is not there does not hold, and its negation does.
public indirect enum StorePredicate: Hashable, Sendable {
    /// All hold; true where there are none.
    case all([StorePredicate])
    /// At least one holds; false where there are none.
    case any([StorePredicate])
    case not(StorePredicate)
    case compare(StoreColumn, Comparison, StoreValue)
    /// The column is one of the values.
    case among(StoreColumn, [StoreValue])
    case text(StoreColumn, TextMatch, String)
    /// There is a row in another table that belongs to this one and meets the condition.
    case exists(StoreRelation, StorePredicate)

    public enum Comparison: String, Hashable, Sendable {
        case equal = "="
        case notEqual = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    public enum TextMatch: Hashable, Sendable {
        case contains, starts, ends
    }

    public static let always = StorePredicate.all([])
    public static let never = StorePredicate.any([])
}

/// A value to compare a column with.
public enum StoreValue: Hashable, Sendable {
    /// Nothing: an empty text, or a number that is not there.
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    public static func time(_ time: Timestamp) -> StoreValue { .integer(time.ticks) }
    public static func flag(_ flag: Bool) -> StoreValue { .integer(flag ? 1 : 0) }
}
