/// What is known of one linking entity: an account, an address, a hash, a message, and a device that others name.
struct EntityHistory: Checkpointed {
    var id: Int32 = 0
    /// Visits: alerts on one anchor within an hour are one episode. What goes on for a day is 24 of them.
    private(set) var episodes: Int32 = 0
    /// The alerts that named it last, one for each detector and anchor.
    private(set) var mentions: [Mention] = []
    /// Episodes that belong to incidents: what an entity does within an incident does not make it common.
    private(set) var homes: [EntityHome] = []

    static let mentionLimit = 8
    static let homeLimit = 4

    /// Notes an alert that names it.
    mutating func note(_ mention: Mention, isHeld: Bool) {
        var mention = mention
        let running = mentions.last {
            $0.anchor == mention.anchor && abs($0.episode - mention.time) <= CorrelationPolicy.hour
        }
        mention.episode = running?.episode ?? mention.time
        if running == nil {
            episodes += 1
            if !isHeld { count(IncidentNumber(mention.incident)) }
        }
        if let index = mentions.firstIndex(where: { $0.detector == mention.detector && $0.anchor == mention.anchor }) {
            mentions.remove(at: index)
        } else if mentions.count == EntityHistory.mentionLimit {
            mentions.removeFirst()
        }
        mentions.append(mention)
    }

    private mutating func count(_ incident: IncidentNumber) {
        if let index = homes.firstIndex(where: { $0.incident == incident }) {
            homes[index].episodes += 1
        } else {
            if homes.count == EntityHistory.homeLimit { homes.removeFirst() }
            homes.append(EntityHome(incident: incident, episodes: 1))
        }
    }

    /// Episodes that belong to no incident, as far as is remembered: what is popular even so joins nothing.
    var leastOutside: Int { Int(homes.reduce(episodes) { $0 - $1.episodes }) }

    mutating func settle(_ alert: Int64, in incident: IncidentNumber) {
        for index in mentions.indices where mentions[index].alert == alert {
            mentions[index].incident = Int32(truncatingIfNeeded: incident)
        }
    }

    /// Whether the last alert that named it was of the same run: nothing new then.
    func isContinued(by mention: Mention) -> Bool {
        guard let last = mentions.last else { return false }
        return last.detector == mention.detector && last.anchor == mention.anchor && last.incident == mention.incident
            && abs(last.time - mention.time) <= CorrelationPolicy.hour
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&id)
        try coder.code(&episodes)
        try coder.code(&mentions)
        try coder.code(&homes)
    }
}

/// One alert that named an entity.
struct Mention: Checkpointed {
    var alert: Int64 = 0
    var time: Int64 = 0
    /// When its episode began.
    var episode: Int64 = 0
    var detector: Int32 = 0
    var anchor: Int32 = 0
    var product: Int32 = 0
    var incident: Int32 = 0

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&alert)
        try coder.code(&time)
        try coder.code(&episode)
        try coder.code(&detector)
        try coder.code(&anchor)
        try coder.code(&product)
        try coder.code(&incident)
    }
}

/// How many of an entity's episodes belong to an incident.
struct EntityHome: Checkpointed {
    var incident: IncidentNumber = 0
    var episodes: Int32 = 0

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&incident)
        try coder.code(&episodes)
    }
}
