internal import Primitives

extension EntityKey {
    /// What the names of one account or host have in common: the account without its domain, the host without its own. Ids and
    /// other kinds have nothing of it.
    public var sharedName: String? {
        guard readability > 0 else { return nil }
        switch kind {
        case .user: return String(accountName)
        case .device: return IPAddress(value) == nil ? String(value.prefix { $0 != "." }) : value
        default: return nil
        }
    }
}

/// Which names of assets a list shows as one thing.
///
/// Products call a person by a principal name, by a domain and a name, or by the name alone, and a host with or without its
/// domain. A name without a domain is that of the one who is called so in full; where two are, it is nobody's, and hosts or people
/// of two domains never become one.
public enum AssetNames {
    /// For each name that stands under another, that other one.
    /// - Parameter keys: names of one kind that share `sharedName`.
    public static func listed(_ keys: [EntityKey]) -> [EntityKey: EntityKey] {
        let bare = keys.first { $0.value == $0.sharedName }
        let full = keys.filter { $0 != bare }
        guard full.first?.kind == .user else {
            // A host's name without its domain stands in each alert that names it in full.
            return full.count == 1 ? bare.map { [full[0]: $0] } ?? [:] : [:]
        }
        var listed: [EntityKey: EntityKey] = [:]
        let principals = full.filter { $0.value.utf8.contains(UInt8(ascii: "@")) }
        for name in full where !principals.contains(name) {
            let owners = principals.filter { domain(of: $0) == domain(of: name) }
            if owners.count == 1 { listed[name] = owners[0] }
        }
        let left = full.filter { listed[$0] == nil }
        if let bare, left.count == 1 { listed[bare] = left[0] }
        return listed
    }

    /// The first part of a principal name's domain, which is mostly the short name of the domain.
    private static func domain(of key: EntityKey) -> Substring {
        if let at = key.value.lastIndex(of: "@") { return key.value[key.value.index(after: at)...].prefix { $0 != "." } }
        return key.value.prefix { $0 != "\\" }
    }
}
