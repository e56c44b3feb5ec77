internal import CaseStore
internal import OData
internal import SecurityModel

/// How an open set of names is shown to clients that know a closed one and fail on any other.
///
/// Alerts come from any product; Graph's enumerations hold Microsoft's alone. What is not among them is shown as what it is
/// to such a client: an alert that a SIEM took in. The product's own name stands in `productName`.
struct SourceNames: Sendable {
    private let members: [String]
    private let known: Set<String>
    /// What stands for every other name.
    let standIn: String

    static let service = SourceNames(members: ServiceSource.graphMembers, standIn: "microsoftSentinel")
    static let detection = SourceNames(members: DetectionSource.graphMembers, standIn: "scheduledAlerts")

    private init(members: [String], standIn: String) {
        self.members = members.filter { $0 != "unknown" }
        self.standIn = standIn
        known = Set(self.members)
    }

    /// The name that is written.
    func shown(_ name: String) -> String { known.contains(name) ? name : standIn }

    /// What a name in a filter means in the store: the name itself, and for the stand-in all that it stands for.
    func stored(_ name: String, in column: StoreColumn) -> StorePredicate {
        let same = StorePredicate.compare(column, .equal, .text(name))
        guard name.lowercased() == standIn.lowercased() else { return same }
        return .any([same, .not(.among(column, members.map(StoreValue.text)))])
    }

    /// The names that a text function on the shown name holds for.
    func stored(_ match: Filter.TextMatch, _ part: String, in column: StoreColumn) -> StorePredicate {
        .any(members.filter { match.holds(of: $0, part) }.map { stored($0, in: column) })
    }
}

extension Filter.TextMatch {
    /// Whether it holds of a text, without regard to case.
    func holds(of text: String, _ part: String) -> Bool {
        let (text, part) = (text.lowercased(), part.lowercased())
        return switch self {
        case .contains: part.isEmpty || text.contains(part)
        case .startswith: text.hasPrefix(part)
        case .endswith: text.hasSuffix(part)
        }
    }
}

extension ODataProperty {
    /// A source by the name that is shown, or by the product's own.
    static func source(_ name: String, _ column: StoreColumn, _ names: SourceNames) -> ODataProperty {
        ODataProperty(name) { (condition, path) throws(ODataError) in
            switch condition {
            case .compare(.eq, let literal), .compare(.has, let literal):
                return names.stored(try text(literal, path), in: column)
            case .compare(.ne, let literal): return .not(names.stored(try text(literal, path), in: column))
            case .among(let literals):
                var parts: [StorePredicate] = []
                for literal in literals { parts.append(names.stored(try text(literal, path), in: column)) }
                return .any(parts)
            case .text(let match, let literal): return names.stored(match, try text(literal, path), in: column)
            case .compare, .lambda: throw refusal(path, "takes eq, ne, in, contains, startswith and endswith")
            }
        }
    }

    static func text(_ literal: FilterLiteral, _ path: FilterPath) throws(ODataError) -> String {
        switch literal.value {
        case .string(let text): return text
        case .null: return ""
        default: throw refusal(path, "is compared with a text in quotes, not with \(literal.text)", at: literal)
        }
    }
}
