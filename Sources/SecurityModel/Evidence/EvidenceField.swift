/// A field of a kind of evidence, for whoever asks about evidence by the names of the metadata.
public struct EvidenceField: Sendable {
    public indirect enum Content: Sendable {
        case text, number, time, flag
        case texts
        case object([EvidenceField])
    }

    public var name: String
    public var content: Content
}

extension EvidenceKind {
    /// The kind's own fields, with those of inner objects to a depth. Dictionaries and lists of objects have no fields that
    /// could be named, and are left out.
    public func fields(depth: Int = 2) -> [EvidenceField] {
        EvidenceSchema.of(self)?.described(depth: depth) ?? []
    }
}

extension EvidenceSchema {
    fileprivate func described(depth: Int) -> [EvidenceField] {
        fields.sorted { $0.key < $1.key }.compactMap { name, type in
            EvidenceSchema.content(type, depth: depth).map { EvidenceField(name: name, content: $0) }
        }
    }

    private static func content(_ type: FieldType, depth: Int) -> EvidenceField.Content? {
        switch type {
        case .string, .enumeration: .text
        case .integer, .number: .number
        case .boolean: .flag
        case .time: .time
        case .list(.string): .texts
        case .complex(let name) where depth > 0: of(complexType: name).map { .object($0.described(depth: depth - 1)) }
        case .evidence(let kind) where depth > 0: of(kind).map { .object($0.described(depth: depth - 1)) }
        case .complex, .evidence, .list, .dictionary, .anyEvidence: nil
        }
    }
}
