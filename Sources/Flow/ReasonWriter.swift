internal import CaseStore
internal import Correlation
internal import Primitives
internal import SecurityModel

/// Says correlation's reasons in sentences, with the names behind the numbers.
struct ReasonWriter {
    private var written: [CorrelationReason: LinkReason] = [:]

    mutating func write(_ reasons: [CorrelationReason], _ names: inout NameBook, _ reader: CaseReader) throws -> [LinkReason] {
        try reasons.map { reason in
            if let known = written[reason] { return known }
            let link = try link(reason, &names, reader)
            if written.count > 1000 { written.removeAll(keepingCapacity: true) }
            written[reason] = link
            return link
        }
    }

    private func link(_ reason: CorrelationReason, _ names: inout NameBook, _ reader: CaseReader) throws -> LinkReason {
        let detector = reason.detector == 0 ? nil : try names.detector(Int64(reason.detector), reader)
        let entity = reason.entity <= 0 ? nil : try names.entity(Int64(reason.entity), reader)
        let other = reason.otherEntity <= 0 ? nil : try names.entity(Int64(reason.otherEntity), reader)
        let text = ReasonWriter.sentence(
            reason, detector: detector.map { "“\($0)”" } ?? "this alert",
            entity: entity.map(ReasonWriter.name),
            other: other.map(ReasonWriter.name) ?? "another device")
        return LinkReason(
            signal: "\(reason.signal)", subject: entity?.description ?? detector ?? "", weight: reason.weight, text: text)
    }

    static func name(_ key: EntityKey) -> String {
        switch key.kind {
        case .ip: "address \(key.value)"
        case .user: "account \(key.value)"
        case .message: "mail \(key.value)"
        case .cloudResource: "cloud resource \(key.value)"
        case .network: "network \(key.value)"
        case .other: key.value
        default: "\(key.kind.name) \(key.value)"
        }
    }

    /// - Parameter entity: `nil` where the alert names nothing that is known.
    static func sentence(_ reason: CorrelationReason, detector: String, entity: String?, other: String) -> String {
        let before = seen(reason.seenBefore)
        let apart = span(reason.distance)
        let place = entity.map { " on \($0)" } ?? ""
        let thing = entity ?? "something that is not known"
        return switch reason.signal {
        case .opening: "It opened the incident: \(detector) was \(before)\(place)."
        case .routine where reason.seenBefore == 0:
            "\(detector) is new\(place), but that tells little: it turns up on one device after another, or all is new yet."
        case .routine: "Routine: \(detector) was \(before)\(place)."
        case .rareDetector: "\(detector) was \(before)\(place), while this activity there was under way."
        case .flood: "It continues a run of the same alert\(place)."
        case .twin: "The same detection at the same second on \(other), whose traffic \(thing) sees."
        case .sameDetectorAcrossDevices: "\(detector) fired on \(thing) and on \(other) of the same site within \(apart)."
        case .sharedEntity: "It names \(thing), as other alerts of the incident do; it was \(before)."
        case .proximity: "Too close to the attack\(place) to be chance."
        case .sequence: "\(thing) was under attack before; after a pause of \(apart) it goes on."
        case .watcher: "\(thing) watches the site that is under attack."
        case .periodic: "\(detector)\(place) keeps a steady beat."
        case .noHistory: "It belongs to one burst\(place), in a stream too young to know what is routine."
        case .mustLink: "A person put alerts like this one here."
        case .excluded: "Its source or a person asks that it joins nothing; it stands with others of its kind\(place)."
        }
    }

    private static func seen(_ times: Int) -> String {
        switch times {
        case 0: "never seen before"
        case 1: "seen once before"
        default: "seen \(times) times before"
        }
    }

    /// A time span in words, coarse on purpose.
    static func span(_ ticks: Int64) -> String {
        let seconds = abs(ticks) / Duration.ticksPerSecond
        switch seconds {
        case ..<2: return "a second"
        case ..<120: return "\(seconds) seconds"
        case ..<7200: return "\(seconds / 60) minutes"
        case ..<172_800: return "\(seconds / 3600) hours"
        default: return "\(seconds / 86400) days"
        }
    }
}
