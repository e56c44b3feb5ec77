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
    func time(_ names: String..., near now: Timestamp) throws(IngestionError) -> Timestamp? {
        var unreadable: String?
        for name in names {
            let value = text(name)
            guard !value.isEmpty else { continue }
            if let time = EventTime.read(value, near: now) { return time }
            unreadable = unreadable ?? name
        }
        guard let unreadable else { return nil }
        throw .badField(unreadable, value: text(unreadable), expected: "a date and time, or a number since 1970")
    }
}

extension EvidenceList {
    /// What the keys that CEF and LEEF share name.
    mutating func add(network fields: EventFields) {
        let (source, destination) = (fields.text("src", "c6a2", "identSrc"), fields.text("dst", "c6a3"))
        let (sourceName, destinationName) = (fields.text("shost", "identHostName"), fields.text("dhost", "dstHostName"))
        if !sourceName.isEmpty { add(.host(sourceName, address: source, roles: [.source])) }
        add(address: source, .source)
        if !destinationName.isEmpty { add(.host(destinationName, address: destination, roles: [.destination])) }
        add(address: destination, .destination)
        add(domain: fields.text("destinationDnsDomain"), roles: [.destination])
        let url = fields.text("request", "url")
        if url.holds("://") { add(url: url, .destination) } else { add(domain: url, roles: [.destination]) }
    }
}
