/// Alerts that name the same rare entity: one account, one file, one message, one attacker's address.
///
/// An entity weighs 1 / log of the episodes it was seen in. A gateway, a DNS server or a backup account is in so many
/// that it weighs too little to join anything; nobody has to list them.
extension Correlator {
    /// After an alert was placed by its own past: do its entities say that it belongs with others?
    mutating func joinSharedEntities(_ alert: Observation, _ anchor: Int32, _ pair: Int) {
        guard let shared = sharedEntity(of: alert, anchor, pair) else { return }
        let theirs = resolved(shared.mention.incident)
        let isOursHeld = state.incidents[Int(placed - 1)].isHolding
        let isTheirsHeld = state.incidents[Int(theirs - 1)].isHolding
        var target = isOursHeld ? theirs : placed
        switch (isOursHeld, isTheirsHeld) {
        case (false, false):
            merge(placed, theirs, reason: shared.reason)
            target = resolved(placed)
        case (true, true):
            target = open(alert, related: nil, isHolding: false)
            take(shared.mention.alert, of: shared.mention, from: theirs, to: target, reason: shared.reason)
            takePlaced(alert, pair, to: target, reason: shared.reason)
        case (true, false):
            takePlaced(alert, pair, to: target, reason: shared.reason)
        case (false, true):
            take(shared.mention.alert, of: shared.mention, from: theirs, to: target, reason: shared.reason)
        }
        state.incidents[Int(target - 1)].update {
            $0.noteLinked(shared.mention.product)
            $0.noteLinked(alert.product)
        }
        touched.append(target)
    }

    /// The entities that the next alerts may share.
    mutating func noteEntities(_ alert: Observation, _ anchor: Int32) {
        for entity in alert.entities where entity.isLinking && entity.id != anchor {
            let index = state.entities.index(of: entity.id) { EntityHistory(id: entity.id) }
            state.entities[index].visit(anchor, at: alert.time)
            state.entities[index].note(
                Mention(
                    alert: alert.alert, time: alert.time, detector: alert.detector, anchor: anchor,
                    product: alert.product, incident: placed))
        }
    }

    /// The incident with the most bits of shared entities, if they are enough.
    private func sharedEntity(of alert: Observation, _ anchor: Int32, _ pair: Int) -> SharedEntity? {
        var found: [SharedEntity] = []
        for entity in alert.entities where entity.isLinking && entity.id != anchor {
            guard let known = state.entities.value(of: entity.id) else { continue }
            let weight = policy.entityBits / binaryLogarithm(1 + Double(max(1, known.episodes)))
            for mention in known.mentions.reversed() where isJoinable(mention, alert, pair) {
                let incident = resolved(mention.incident)
                let index = found.firstIndex { resolved($0.mention.incident) == incident }
                if let index {
                    found[index].add(entity.id, weight: weight)
                } else {
                    found.append(SharedEntity(entity.id, weight, known.episodes, mention, alert))
                }
            }
        }
        let best = found.max { ($0.bits, $1.mention.alert) < ($1.bits, $0.mention.alert) }
        return best.flatMap { $0.bits >= policy.entityJoinBits ? $0 : nil }
    }

    /// Two routine alerts need two products to agree: one product that repeats itself proves nothing.
    private func isJoinable(_ mention: Mention, _ alert: Observation, _ pair: Int) -> Bool {
        guard abs(alert.time - mention.time) <= policy.entityGap, let incident = usable(mention.incident, for: alert),
            incident != placed, !isApart(pair, incident)
        else { return false }
        guard state.incidents[Int(incident - 1)].isHolding else { return true }
        return isStillHeld(mention) && (mention.product != alert.product || !state.incidents[Int(placed - 1)].isHolding)
    }

    /// The alert waits in the latest run of its detector: nobody has moved it since.
    private func isStillHeld(_ mention: Mention) -> Bool {
        guard let pair = state.pairs.value(of: PairHistory.key(mention.detector, mention.anchor)) else { return false }
        return pair.run.isHeld && resolved(pair.run.incident) == resolved(mention.incident)
            && pair.run.alerts.contains(mention.alert)
    }

    private mutating func takePlaced(
        _ alert: Observation, _ pair: Int, to target: IncidentNumber, reason: CorrelationReason
    ) {
        state.pairs[pair].run.remove(alert.alert)
        move([alert.alert], from: placed, to: target, reason: reason)
        state.incidents[Int(target - 1)].update { $0.note(alert) }
        placed = target
    }

    private mutating func take(
        _ alert: Int64, of mention: Mention, from source: IncidentNumber, to target: IncidentNumber, reason: CorrelationReason
    ) {
        if let pair = state.pairs.index(of: PairHistory.key(mention.detector, mention.anchor)) {
            state.pairs[pair].run.remove(alert)
        }
        move([alert], from: source, to: target, reason: reason)
        if let entity = state.entities.index(of: reason.entity) { state.entities[entity].settle(alert, in: target) }
    }
}

/// What an alert has in common with an incident.
private struct SharedEntity {
    let mention: Mention
    private(set) var bits: Double
    private(set) var reason: CorrelationReason
    private var entities: [Int32]

    init(_ entity: Int32, _ weight: Double, _ episodes: Int, _ mention: Mention, _ alert: Observation) {
        self.mention = mention
        bits = weight
        entities = [entity]
        reason = CorrelationReason(
            signal: .sharedEntity, detector: alert.detector, entity: entity, weight: weight, seenBefore: episodes,
            distance: abs(alert.time - mention.time))
    }

    mutating func add(_ entity: Int32, weight: Double) {
        guard !entities.contains(entity) else { return }
        entities.append(entity)
        bits += weight
        reason.weight = bits
    }
}
