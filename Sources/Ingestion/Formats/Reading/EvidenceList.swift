internal import Primitives
internal import SecurityModel

/// The evidence of one alert as it is gathered: the same thing named twice is one piece with the roles of both.
struct EvidenceList {
    /// How many pieces one alert may have. Beyond it they are counted in `additionalData` as `evidenceLeftOut`; the raw
    /// record still holds them.
    static let limit = 500

    private(set) var items: [Evidence]
    private(set) var leftOut: Int64 = 0

    init() {
        items = []
        items.reserveCapacity(4)
    }

    mutating func add(_ evidence: consuming Evidence?) {
        guard let evidence = consume evidence, !evidence.fields.isEmpty else { return }
        if let index = items.firstIndex(where: { EvidenceList.isSame($0, evidence) }) {
            for role in evidence.roles where !items[index].roles.contains(role) { items[index].roles.append(role) }
        } else if items.count < EvidenceList.limit {
            items.append(evidence)
        } else {
            leftOut += 1
        }
    }

    /// Gives the pieces for which the closure says so other roles.
    mutating func replaceRoles(_ roles: (Evidence) -> [EvidenceRole]?) {
        for index in items.indices {
            if let changed = roles(items[index]) { items[index].roles = changed }
        }
    }

    /// An address is the same whatever else is known of it; the first to name it says the most.
    private static func isSame(_ one: Evidence, _ other: Evidence) -> Bool {
        guard one.kind == other.kind else { return false }
        return one.kind == .ip ? one.fields["ipAddress"] == other.fields["ipAddress"] : one.fields == other.fields
    }

    /// Adds what names a machine in an address field: an address, with or without its port, or else a domain name.
    mutating func add(endpoint text: String, _ roles: EvidenceRole...) {
        if let address = IPAddress.canonical(text) {
            add(.ip(address, roles: roles))
        } else {
            add(domain: text, roles: roles)
        }
    }

    mutating func add(address text: String, _ roles: EvidenceRole...) {
        if let address = IPAddress.canonical(text) { add(.ip(address, roles: roles)) }
    }

    mutating func add(domain text: String, roles: [EvidenceRole] = []) {
        let name = text.utf8.last == UInt8(ascii: ".") ? String(text.dropLast()) : text
        guard name.utf8.contains(UInt8(ascii: ".")),
            !name.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "/") }),
            IPAddress(name) == nil
        else { return }
        add(.dns(domain: name, roles: roles))
    }

    mutating func add(url text: String, _ roles: EvidenceRole...) {
        if !text.saysNothing { add(.url(text, roles: roles)) }
    }

    mutating func add(container id: String, name: String, image: String, pod: JSONObject? = nil) {
        guard !id.saysNothing, id != "host" else { return }
        var container = Evidence(.container, roles: [.attacked], texts: ["containerId": id, "name": name])
        if !image.saysNothing {
            container.fields["image"] = .object(Evidence(.containerImage, texts: ["imageId": image]).inner)
        }
        if let pod { container.fields["pod"] = .object(pod) }
        add(container)
    }

    /// A mail address, also in the form `Name <address>`.
    mutating func add(mailbox text: String, _ roles: EvidenceRole...) {
        let inner = text.split(separator: "<").last.map { $0.prefix { $0 != ">" } } ?? text[...]
        if inner.utf8.contains(UInt8(ascii: "@")) { add(.mailbox(address: String(inner), roles: roles)) }
    }

    /// Addresses that stand in free text, without a role: a log line does not say which side is which.
    mutating func add(addressesIn text: String) {
        for address in IPAddress.all(in: text) where !address.isLoopback && !address.isNobody {
            if !items.contains(where: { $0.kind == .ip && $0.text("ipAddress") == address.description }) {
                add(.ip(address.description, roles: [.contextual]))
            }
        }
    }
}

extension AlertReport {
    mutating func take(_ list: EvidenceList) {
        var list = list
        list.foldOwnAddresses()
        evidence = list.items
        if list.leftOut > 0 { additionalData["evidenceLeftOut"] = .integer(list.leftOut) }
    }
}
