internal import Primitives

extension DeviceGroup.Condition {
    /// The words that conditions are written in.
    public enum Kind: String, CaseIterable, Sendable {
        case nameStartsWith, nameContains, nameEndsWith, tag, address, domain
    }

    public var kind: Kind {
        switch self {
        case .nameStarts: .nameStartsWith
        case .nameContains: .nameContains
        case .nameEnds: .nameEndsWith
        case .tag: .tag
        case .address: .address
        case .domain: .domain
        }
    }

    /// What a device's own value is compared with; a block of addresses as `10.3.0.0/16`.
    public var value: String {
        switch self {
        case .nameStarts(let text), .nameContains(let text), .nameEnds(let text), .tag(let text), .domain(let text): text
        case .address(let block): "\(block.network)/\(block.length)"
        }
    }

    /// `nil` where the value is empty, or no block of addresses where one is needed.
    public init?(_ kind: Kind, _ value: String) {
        guard !value.isEmpty else { return nil }
        switch kind {
        case .nameStartsWith: self = .nameStarts(with: value)
        case .nameContains: self = .nameContains(value)
        case .nameEndsWith: self = .nameEnds(with: value)
        case .tag: self = .tag(value)
        case .domain: self = .domain(value)
        case .address:
            guard let block = AddressBlock(value) else { return nil }
            self = .address(in: block)
        }
    }
}
