internal import Primitives
internal import SecurityModel

/// Names where there is little room: the part that tells one thing from the others of its kind. The whole name stands in the
/// hint of whatever shows the short one.
extension EntityKind {
    /// - Parameter length: characters, at most.
    func shortName(_ text: String, to length: Int) -> String {
        // Marks are longer once they are shown.
        let value = DirectionMarks.shown(text)
        let own: String
        switch self {
        case .user: own = value.split(separator: "\\").last.map(String.init) ?? value
        // A host's name without its domain. An address stays whole.
        case .device where IPAddress(value) == nil && !value.contains("@"):
            own = value.split(separator: ".").first.map(String.init) ?? value
        default: own = value
        }
        switch self {
        case .user, .device, .mailbox, .domain, .url: return own.count > length ? own.prefix(length - 1) + "…" : own
        default: return own.middleTruncated(to: length)
        }
    }
}

extension EntityKey {
    /// What names of one account or host have in common: the account without its domain, the host without its own.
    var bareName: String {
        switch kind {
        case .user: accountName.map(String.init) ?? value
        case .device: kind.shortName(value, to: .max)
        default: value
        }
    }
}

extension String {
    /// Whether this names a private address. The name of its network may stand behind it.
    var isPrivateAddress: Bool { IPAddress(String(prefix { $0 != "@" }))?.isPrivate == true }
}
