/// Alerts that name the same rare entity: one account, one file, one message, one attacker's address.
///
/// An entity weighs 1 / log of the episodes that it was seen in *outside* of the incident in question. A gateway, a DNS
/// server or a backup account is in so many that it weighs too little to join anything; nobody has to list them. The
/// attacker's address is in as many, but all in one incident: each doubling of them adds a bit.
extension Correlator {
    /// After an alert was placed by its own past: do its entities say that it belongs with others?
    mutating func joinSharedEntities(_ alert: Observation, _ anchor: Int32, _ pair: Int) {
        // What is only a guest of an attack, for its nearness, draws nothing after it.
        guard !state.pairs[pair].run.isGuest else { return }
        // It may be the bridge between several incidents.
        for _ in 0..<policy.bridgeLimit {
            guard let shared = sharedEntity(of: alert, anchor, pair), join(alert, pair, shared) else { return }
        }
    }

    /// Answers whether it could be done.
    private mutating func join(_ alert: Observation, _ pair: Int, _ shared: SharedEntity) -> Bool {
        let theirs = resolved(IncidentNumber(shared.mention.incident))
        let isOursHeld = state.incidents[Int(placed - 1)].isHolding
        let isTheirsHeld = state.incidents[Int(theirs - 1)].isHolding
        var target = isOursHeld ? theirs : placed
        switch (isOursHeld, isTheirsHeld) {
        case (false, false):
            merge(placed, theirs, reason: shared.reason)
            target = resolved(placed)
            guard target == resolved(theirs) else { return false }  // refused
            placed = target
        case (true, true):
            target = open(alert, related: nil, isHolding: false)
            take(shared.mention, from: theirs, to: target, reason: shared.reason)
            takePlaced(alert, pair, to: target, reason: shared.reason)
        case (true, false):
            takePlaced(alert, pair, to: target, reason: shared.reason)
        case (false, true):
            take(shared.mention, from: theirs, to: target, reason: shared.reason)
        }
        if repeated == nil {
            let bits = min(shared.bits, policy.entityBits)
            state.incidents[Int(target - 1)].update {
                $0.noteLink(bits: bits, products: shared.mention.product, alert.product)
            }
        }
        touched.append(target)
        return true
    }

    /// The entities that the next alerts may share. Within a run nothing is noted twice.
    mutating func noteEntities(_ alert: Observation, _ anchor: Int32, _ pair: Int) {
        let isHeld = state.incidents[Int(placed - 1)].isHolding
        var mention = mention(alert, anchor)
        if state.pairs[pair].run.isGuest { mention.incident = 0 }
        for entity in alert.entities where entity.isLinkingWithinSite {
            let index = state.entities.index(of: entity.id) { EntityHistory(id: entity.id) }
            if !state.entities[index].isContinued(by: mention) {
                state.entities[index].note(mention, isHeld: isHeld || mention.incident == 0)
            }
        }
    }

    private func mention(_ alert: Observation, _ anchor: Int32) -> Mention {
        Mention(
            alert: alert.alert, time: alert.time, detector: alert.detector, anchor: anchor, product: alert.product,
            incident: Int32(truncatingIfNeeded: placed))
    }

    /// The incident with the most bits of shared entities, if they are enough.
    private func sharedEntity(of alert: Observation, _ anchor: Int32, _ pair: Int) -> SharedEntity? {
        var found: [SharedEntity] = []
        for entity in alert.entities where entity.isLinkingWithinSite {
            guard let place = state.entities.index(of: entity.id),
                !state.entities[place].isContinued(by: mention(alert, anchor)),
                weight(of: state.entities[place].leastOutside) >= policy.entityJoinBits / 2
            else { continue }
            gather(state.entities[place], entity, alert, anchor, pair, into: &found)
        }
        let enough = found.filter { isEnough($0, for: alert) }
        return enough.max { ($0.bits, $1.mention.alert) < ($1.bits, $0.mention.alert) }
    }

    /// Adds what the entity has in common with each incident that it was named in.
    private func gather(
        _ known: EntityHistory, _ entity: EntityRef, _ alert: Observation, _ anchor: Int32, _ pair: Int,
        into found: inout [SharedEntity]
    ) {
        let isAsset = entity.isAsset
        for mention in known.mentions.reversed() {
            // Its own alerts are the business of its sessions.
            if known.id == anchor, mention.anchor == anchor { continue }
            if !entity.isStrong, state.sites.relation(anchor, mention.anchor) == .different { continue }
            guard abs(alert.time - mention.time) <= policy.strongEntityGap,
                let incident = usable(IncidentNumber(mention.incident), for: alert), incident != placed,
                !isApart(pair, incident), !state.incidents[Int(mention.incident - 1)].isHolding || isStillHeld(mention)
            else { continue }
            let outside = outside(known, incident)
            let isReturn = comesBack(entity, to: incident, anchor, bits: weight(of: outside))
            // An asset has a life of its own: what else it does belongs together only when it comes too soon to be chance.
            if isAsset, !hasNoHistory, !isReturn, chance(outside, abs(alert.time - mention.time)) >= policy.proximityChance {
                continue
            }
            let bits = weight(of: outside) + nearness(outside, abs(alert.time - mention.time))
            let link = EntityWeight(
                entity: known.id, isAsset: isAsset,
                bits: bits
                    + (isAsset || outside > 0 ? 0 : min(policy.entityBits, binaryLogarithm(Double(max(1, known.episodes))))),
                outside: outside,
                episodes: Int(known.episodes), isReturn: isReturn)
            if let index = found.firstIndex(where: { $0.incident == incident }) {
                found[index].add(link)
            } else {
                found.append(SharedEntity(link, mention, incident, alert))
            }
        }
    }

    /// An account of the incident is seen again on a device of the incident, and little elsewhere: whoever holds both came
    /// back, however long he slept. An administrator who looks after the device comes with an account of his own.
    private func comesBack(_ entity: EntityRef, to incident: IncidentNumber, _ anchor: Int32, bits: Double) -> Bool {
        entity.kind == .user && entity.id != anchor && bits >= policy.entityJoinBits
            && state.incidents[Int(incident - 1)].facts.anchors.contains(anchor)
    }

    /// The bits of an entity that was seen in so many episodes elsewhere.
    private func weight(of outside: Int) -> Double { policy.entityBits / binaryLogarithm(1 + Double(max(1, outside))) }

    /// Bits more for what comes sooner than chance explains.
    private func nearness(_ outside: Int, _ distance: Int64) -> Double {
        let chance = chance(outside, distance) / policy.proximityChance
        return chance >= 1 ? 0 : min(policy.entityBits, -binaryLogarithm(max(chance, 1e-6)))
    }

    private func outside(_ known: EntityHistory, _ incident: IncidentNumber) -> Int {
        var outside = Int(known.episodes)
        for home in known.homes where resolved(home.incident) == incident { outside -= Int(home.episodes) }
        return max(0, outside)
    }

    /// Two alerts that are rare for themselves need little more than a thing in common. What is routine for itself
    /// needs a thing that is seen nowhere else; and between two routine alerts it must come too soon to be chance,
    /// from two products: one that repeats itself proves nothing.
    private func isEnough(_ shared: SharedEntity, for alert: Observation) -> Bool {
        let ours = state.incidents[Int(placed - 1)], theirs = state.incidents[Int(shared.incident - 1)]
        let isOneStrong = isStrong(ours) || isStrong(theirs)
        // While everything is new, its rarity says no more for an alert than if it were routine.
        if isLearning, !hasNoHistory {
            return isTooSoonForChance(shared, for: alert)
                || (!ours.isHolding && !theirs.isHolding && isOneAttacker(shared, alert))
        }
        if shared.isReturn, isStrong(theirs), !ours.isHolding, !theirs.isHolding { return true }
        let price = price(ours, theirs)
        let isFresh = shared.best.bits >= policy.entityBits
        if shared.distance > policy.entityGap {
            return isOneStrong && isFresh && !ours.isHolding && !theirs.isHolding && shared.bits >= price
        }
        switch (ours.isHolding, theirs.isHolding) {
        case (false, false):
            return shared.bits >= price
                || (isOneStrong && shared.bits >= price / 2
                    && chance(shared.best.outside, shared.distance) < policy.proximityChance)
        case (true, false) where isOneStrong, (false, true) where isOneStrong:
            return shared.best.outside == 0 && !shared.best.isAsset && shared.isNewToEntity && shared.bits >= price
        default:
            return isTooSoonForChance(shared, for: alert)
        }
    }

    /// What the alert says to be the attacker did the other thing too, too soon to be chance.
    private func isOneAttacker(_ shared: SharedEntity, _ alert: Observation) -> Bool {
        !shared.best.isAsset && shared.best.bits >= policy.entityBits
            && chance(shared.best.outside, shared.distance) < policy.proximityChance
            && alert.entities.contains { $0.id == shared.best.entity && $0.roles.contains(.attacker) }
    }

    private func isTooSoonForChance(_ shared: SharedEntity, for alert: Observation) -> Bool {
        // That a repeat comes soon is no coincidence, and proves nothing.
        repeated == nil && shared.best.bits >= policy.entityBits && shared.mention.product != alert.product
            && chance(shared.best.episodes, shared.distance) < policy.proximityChance
    }

    /// Bits that a join by entities alone needs. The more an incident touches, the likelier that an alert which has
    /// nothing to do with it names one of its entities: without this, a large incident would draw in everything.
    private func price(_ ours: IncidentState, _ theirs: IncidentState) -> Double {
        let anchors = (ours.isHolding ? 0 : ours.facts.anchors.count) + (theirs.isHolding ? 0 : theirs.facts.anchors.count)
        return policy.entityJoinBits * (1 + binaryLogarithm(1 + Double(anchors) / policy.entityBreadth))
    }

    private func isStrong(_ incident: IncidentState) -> Bool {
        incident.facts.evidence.bits >= policy.strongBits || belongsOnQueue(incident)
    }

    /// The probability that an entity of so many episodes is named within a distance by chance; of one that was never seen
    /// elsewhere, half an episode is to be expected.
    private func chance(_ episodes: Int, _ distance: Int64) -> Double {
        chance(expecting: Double(episodes) + 0.5, age: streamAge, distance: distance)
    }

    /// The alert waits in the latest run of its detector: nobody has moved it since.
    private func isStillHeld(_ mention: Mention) -> Bool {
        guard let place = state.pairs.index(of: PairHistory.key(mention.detector, mention.anchor)) else { return false }
        return state.pairs[place].run.isHeld
            && resolved(state.pairs[place].run.incident) == resolved(IncidentNumber(mention.incident))
            && state.pairs[place].run.alerts.contains(mention.alert)
    }

    private mutating func takePlaced(
        _ alert: Observation, _ pair: Int, to target: IncidentNumber, reason: CorrelationReason
    ) {
        state.pairs[pair].run.remove(alert.alert)
        move([alert.alert], from: placed, to: target, reason: reason)
        retire(placed, of: pair, into: target, reason: reason)
        count(alert, pair, in: target, isRepeat: repeated != nil)
        placed = target
    }

    private mutating func take(
        _ mention: Mention, from source: IncidentNumber, to target: IncidentNumber, reason: CorrelationReason
    ) {
        move([mention.alert], from: source, to: target, reason: reason)
        if let pair = state.pairs.index(of: PairHistory.key(mention.detector, mention.anchor)) {
            state.pairs[pair].run.remove(mention.alert)
            let bits = ownBits(pair)
            state.incidents[Int(target - 1)].update { $0.evidence.add(mention.detector, bits: bits) }
            retire(source, of: pair, into: target, reason: reason)
        }
        if let entity = state.entities.index(of: reason.entity) { state.entities[entity].settle(mention.alert, in: target) }
    }
}

extension EntityRef {
    /// What the organisation has and uses; everything else is a trace that somebody left. So is an application that the alert
    /// says to have acted: people and devices act all day, but it was let in by somebody.
    var isAsset: Bool {
        switch kind {
        case .device, .user, .mailbox: true
        case .cloudResource: !roles.contains(.attacker)
        default: false
        }
    }
}
