internal import Primitives
internal import SecurityModel

/// The keys and values of a CEF or LEEF event.
struct EventFields {
    private(set) var values: [String: String] = [:]
    /// In the order of the line; a repeated key keeps its first place and its last value.
    private(set) var keys: [String] = []

    mutating func set(_ key: String, _ value: String) {
        if values.updateValue(value, forKey: key) == nil { keys.append(key) }
    }

    /// The value of the first of these keys that says something.
    func text(_ names: String...) -> String {
        for name in names {
            if let value = values[name], !value.saysNothing { return value }
        }
        return ""
    }

    /// The time under the first of these keys that has a readable one.
    /// - Throws: `badField` where none of those that are there can be read.
    func time(_ names: String..., by clock: SourceClock) throws(IngestionError) -> Timestamp? {
        var unreadable: String?
        for name in names {
            let value = text(name)
            guard !value.isEmpty else { continue }
            if let time = EventTime.read(value, by: clock) { return time }
            unreadable = unreadable ?? name
        }
        guard let unreadable else { return nil }
        throw .badField(unreadable, value: text(unreadable), expected: "a date and time, or a number since 1970")
    }
}

extension EvidenceList {
    /// What the keys that CEF and LEEF share name. A name that is an address names no device; a version 6 address may stand
    /// beside the version 4 one.
    mutating func add(network fields: EventFields) {
        add(
            side: fields.text("shost", "identHostName"), full: fields.text("shostfqdn"), fields.text("src", "identSrc", "c6a2"),
            .source)
        add(address: fields.text("c6a2"), .source)
        add(
            side: fields.text("dhost", "dstHostName"), full: fields.text("dhostfqdn"), fields.text("dst", "c6a3"),
            .destination)
        add(address: fields.text("c6a3"), .destination)
        add(domain: fields.text("destinationDnsDomain"), roles: [.destination])
        guard let url = fields.address else { return }
        if url.holds("://") { add(url: url, .destination) } else { add(domain: url, roles: [.destination]) }
    }

    private mutating func add(side name: String, full: String, _ address: String, _ role: EvidenceRole) {
        if IPAddress(endpoint: name) != nil {
            add(address: name, role)
        } else if !name.isEmpty {
            let isFull = full.lowercased().hasPrefix("\(name.lowercased()).")
            add(.host(isFull ? full : name, address: address, roles: [role]))
        }
        add(address: address, role)
    }

    /// Who wrote the event: an agent on the machine that it is about, or an appliance that watched others. Where the event names
    /// both ends of a connection, and a reporter with an address or a serial number that is neither, that is an appliance: no
    /// part of what happened, it stands in `additionalData`. So does a relay, of which syslog alone tells, beside any machine that
    /// the event names. A name alone may be the machine's that an agent protects.
    mutating func add(reporter fields: EventFields, id: String, header: String, to report: inout AlertReport) {
        let (name, address) = (fields.text("dvchost"), fields.text("dvc"))
        let ends = items.filter { $0.kind == .ip || $0.kind == .device }
        let isEnd = ends.contains { end in
            let names = ["ipAddress", "lastIpAddress", "hostName"].compactMap { end.text($0)?.lowercased() }
            return names.contains(address.lowercased()) || names.contains(String(name.lowercased().prefix { $0 != "." }))
        }
        let hasBothEnds = [EvidenceRole.source, .destination].allSatisfy { role in
            ends.contains { $0.roles.contains(role) }
        }
        let isAppliance = hasBothEnds && (name.isEmpty || !address.isEmpty || !id.isEmpty)
        let isRelay = name.isEmpty && address.isEmpty && !ends.isEmpty
        if !isEnd, isAppliance || isRelay {
            report.keep("reportingDevice", name.or(header).or(address))
            report.keep("reportingDeviceId", id)
        } else {
            add(.host(name.or(isEnd ? "" : header), id: id, address: address, roles: [.contextual]))
        }
    }
}

extension EventFields {
    /// What was asked for, where it is a URL or a domain; a path alone or a text with other things in it is none.
    var address: String? {
        let text = text("request", "url")
        var list = EvidenceList()
        if text.holds("://") { return text }
        list.add(domain: text)
        return list.items.isEmpty ? nil : text
    }

    func isReadAsAddress(_ key: String) -> Bool {
        (key == "request" || key == "url") && address != nil && text(key) == address
    }
}
