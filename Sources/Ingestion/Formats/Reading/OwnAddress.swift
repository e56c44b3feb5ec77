internal import Primitives
internal import SecurityModel

extension EvidenceList {
    /// A device's own address is the device: beside one that is there for what happened to it, its address is no source. An
    /// address that is called an attacker's stays one, and so do those of a device that acts itself or is context alone.
    mutating func foldOwnAddresses() {
        let own = items.compactMap { evidence -> String? in
            guard evidence.kind == .device, evidence.roles != [.contextual],
                RoleSet(evidence.roles).isDisjoint(with: .hostile)
            else { return nil }
            return evidence.text("lastIpAddress")
        }
        guard !own.isEmpty else { return }
        replaceRoles { evidence in
            guard evidence.kind == .ip, evidence.roles.contains(.source), let address = evidence.text("ipAddress"),
                own.contains(address)
            else { return nil }
            let others = evidence.roles.filter { $0 != .source }
            return others.isEmpty ? [.contextual] : others
        }
    }
}

/// Which side of a connection is whose, where a finding says that a machine of the house talks to its master or runs what it
/// should not. Such a finding is told by the category that its product gives it, never by the name of a rule.
enum Callback {
    /// A private and a public address: the first is the infected machine, the second who commands it. `nil` for any other
    /// pair, of which nothing is known but the direction.
    static func sides(_ one: String, _ other: String) -> (inside: String, outside: String)? {
        guard let first = IPAddress(endpoint: one), let second = IPAddress(endpoint: other) else { return nil }
        let isFirstInside = first.isPrivate && !first.isLoopback
        let isSecondInside = second.isPrivate && !second.isLoopback
        guard isFirstInside != isSecondInside, !first.isNobody, !second.isNobody else { return nil }
        return isFirstInside
            ? (first.description, second.description) : (second.description, first.description)
    }
}
