/// What is known of one linking entity: an account, an address, a hash, a message.
struct EntityHistory: Checkpointed {
    var id: Int32 = 0
    /// Visits: alerts on one anchor within an hour are one episode.
    var episodes = 0
    private(set) var visited: [Int32] = []
    private(set) var visits: [Int64] = []
    /// The alerts that named it last, with detector, anchor and product.
    private(set) var mentions: [Mention] = []

    static let visitLimit = 4
    static let mentionLimit = 8

    mutating func visit(_ anchor: Int32, at time: Int64) {
        if let index = visited.firstIndex(of: anchor) {
            if abs(time - visits[index]) > CorrelationPolicy.hour { episodes += 1 }
            visits[index] = max(visits[index], time)
            return
        }
        episodes += 1
        if visited.count == EntityHistory.visitLimit {
            visited.removeFirst()
            visits.removeFirst()
        }
        visited.append(anchor)
        visits.append(time)
    }

    mutating func note(_ mention: Mention) {
        mentions.removeAll { $0.detector == mention.detector && $0.anchor == mention.anchor }
        if mentions.count == EntityHistory.mentionLimit { mentions.removeFirst() }
        mentions.append(mention)
    }

    mutating func settle(_ alert: Int64, in incident: IncidentNumber) {
        for index in mentions.indices where mentions[index].alert == alert { mentions[index].incident = incident }
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&id)
        try coder.code(&episodes)
        try coder.code(&visited)
        try coder.code(&visits)
        try coder.code(&mentions)
    }
}

/// One alert that named an entity.
struct Mention: Checkpointed {
    var alert: Int64 = 0
    var time: Int64 = 0
    var detector: Int32 = 0
    var anchor: Int32 = 0
    var product: Int32 = 0
    var incident: IncidentNumber = 0

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&alert)
        try coder.code(&time)
        try coder.code(&detector)
        try coder.code(&anchor)
        try coder.code(&product)
        try coder.code(&incident)
    }
}
