public import Primitives

/// A `$filter` as a tree (OData 4, part 2, section 5.1.1).
public indirect enum Filter: Hashable, Sendable {
    /// All of two or more hold.
    case and([Filter])
    /// At least one of two or more holds.
    case or([Filter])
    case not(Filter)
    case compare(FilterPath, Comparison, FilterLiteral)
    /// The property is one of the values.
    case among(FilterPath, [FilterLiteral])
    case text(TextMatch, FilterPath, FilterLiteral)
    /// The elements of a collection: some or all of them meet the condition; without one there is an element at all.
    case lambda(FilterPath, Quantifier, Filter?)
    /// What a path leads to is of a type.
    case isOf(FilterPath, String)

    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case eq, ne, gt, ge, lt, le, has

        /// The same comparison with its sides exchanged.
        var mirrored: Comparison {
            switch self {
            case .gt: .lt
            case .ge: .le
            case .lt: .gt
            case .le: .ge
            case .eq, .ne, .has: self
            }
        }
    }

    public enum TextMatch: String, Hashable, Sendable, CaseIterable {
        case contains, startswith, endswith
    }

    public enum Quantifier: String, Hashable, Sendable {
        case any, all
    }

    /// Bytes of a filter, at most.
    public static let maximumLength = 8192
    /// Brackets, negations and conditions on elements inside each other, at most.
    public static let maximumDepth = 32
    /// Comparisons of a filter and values of its lists, all counted, at most.
    public static let maximumTerms = 500

    /// Reads the text of a filter.
    /// - Throws: `ODataError` with the place.
    public init(_ text: String) throws(ODataError) {
        var parser = try FilterParser(text)
        self = try parser.filter()
    }
}

/// A property, or a property of a property: `evidence/deviceDnsName`. Names are compared without regard to case.
public struct FilterPath: Sendable {
    /// The names between the slashes; qualified ones (`microsoft.graph.security.deviceEvidence`) are types.
    public var segments: [String]
    /// It begins at the variable of the condition on elements around it, and not at the entity.
    public var isOfElement = false
    /// Where it stands in the filter, counted from 1.
    public var position = 1

    /// Segments of a path, at most.
    static let maximumSegments = 12
    /// The word for the entity itself at the beginning of a path.
    static let entity = "$it"

    public init(segments: [String], isOfElement: Bool = false, position: Int = 1) {
        self.segments = segments
        self.isOfElement = isOfElement
        self.position = position
    }

    /// Reads `a` or `a/b`; `nil` for anything else.
    public init?(_ text: String) {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.count <= FilterPath.maximumSegments, segments.allSatisfy(FilterPath.isName) else { return nil }
        self.init(segments: segments)
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(FilterLexer.isWord)
    }

    public var text: String { segments.joined(separator: "/") }
}

extension FilterPath: Hashable {
    public static func == (left: FilterPath, right: FilterPath) -> Bool {
        left.isOfElement == right.isOfElement && left.segments == right.segments
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(segments)
        hasher.combine(isOfElement)
    }
}

/// A value in a filter.
public struct FilterLiteral: Sendable {
    public enum Value: Hashable, Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case string(String)
        case time(Timestamp)
    }

    public var value: Value
    /// Where it stands in the filter, counted from 1.
    public var position: Int

    public init(_ value: Value, position: Int = 1) {
        self.value = value
        self.position = position
    }
}

extension FilterLiteral: Hashable {
    public static func == (left: FilterLiteral, right: FilterLiteral) -> Bool { left.value == right.value }
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
