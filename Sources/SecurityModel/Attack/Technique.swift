/// A technique or sub-technique of ATT&CK v19 by its id, `T1059.001`.
public struct Technique: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let id: String

    /// Reads an id in any case. Unknown ids are kept as long as they have the form of one; ids that v19 renamed become
    /// their successors through `successors(of:)`. Returns `nil` for a text of another form.
    public init?(_ text: String) {
        let id = text.uppercased()
        let bytes = Array(id.utf8)
        guard bytes.count == 5 || bytes.count == 9, bytes[0] == UInt8(ascii: "T") else { return nil }
        guard bytes[1..<5].allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        if bytes.count == 9 {
            guard bytes[5] == UInt8(ascii: "."), bytes[6...].allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        }
        self.id = id
    }

    private init(known id: String) {
        self.id = id
    }

    public var description: String { id }

    public static func < (left: Technique, right: Technique) -> Bool { left.id < right.id }

    /// The technique that a sub-technique belongs to; itself otherwise.
    public var parent: Technique { Technique(known: String(id.prefix(5))) }

    /// ATT&CK's name; the id where it is not known here.
    public var name: String { TechniqueTable.shared.entry(id)?.name ?? id }

    /// The tactics it serves; those of its parent where it is not known itself, else empty.
    public var tactics: TacticSet {
        TechniqueTable.shared.entry(id)?.tactics ?? TechniqueTable.shared.entry(parent.id)?.tactics ?? []
    }

    /// The techniques that a product means by an id or a name of any ATT&CK version, in v19. Empty where it means nothing.
    public static func successors(of text: String) -> [Technique] {
        guard let technique = Technique(text) ?? TechniqueTable.shared.technique(named: text).map(Technique.init(known:)) else {
            return []
        }
        return renamed[technique.id]?.map(Technique.init(known:)) ?? [technique]
    }

    /// What v19 made of ids of v18 and earlier. Where one became several, all are meant.
    private static let renamed: [String: [String]] = [
        "T1562": ["T1685"], "T1562.001": ["T1685"], "T1562.002": ["T1685.001"], "T1562.003": ["T1690"],
        "T1562.004": ["T1686", "T1686.001", "T1686.003"], "T1562.006": ["T1685"], "T1562.007": ["T1686.001"],
        "T1562.008": ["T1685.002"], "T1562.010": ["T1689"], "T1562.012": ["T1685.004"],
        "T1070.001": ["T1685.005"], "T1070.002": ["T1685.006"],
    ]
}
