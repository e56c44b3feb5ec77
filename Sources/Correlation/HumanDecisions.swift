/// What people decide goes first: it is carried out or refused with the reason, and it is remembered.
extension Correlator {
    /// Carries out a person's decision.
    ///
    /// - Throws: `CorrelationRefusal`; nothing has changed then.
    public mutating func apply(_ decision: HumanDecision) throws(CorrelationRefusal) -> [CorrelationDecision] {
        switch decision {
        case .merge(let first, let second):
            try mergeByHand(first, second)
        case .undoMerge(let source):
            try undoMerge(source)
        case .moveAlerts(let alerts, let source, let target):
            try moveByHand(alerts.map { canonical($0) }, from: source, to: target)
        case .undoMove(let alerts, let source, let target):
            try moveByHand(alerts.map { canonical($0) }, from: source, to: target, isUndo: true)
        case .open:
            let id = open(deviceGroup: 0, related: nil, isHolding: false)
            state.incidents[Int(id - 1)].isByHand = true
        case .adopt(let id):
            let own = resolved(IncidentNumber(try index(of: id) + 1))
            state.incidents[Int(own - 1)].isByHand = true
            touched.append(own)
        case .resolve(let id):
            state.incidents[try index(of: id)].isResolved = true
        case .reopen(let id):
            state.incidents[try index(of: id)].isResolved = false
        case .assign(let id, let owner):
            state.incidents[try index(of: id)].owner = owner
        case .classify(let id, let classification, let determination, let verdict):
            let index = try index(of: id)
            state.incidents[index].classification = classification
            state.incidents[index].determination = determination
            teach(verdict, by: id)
        case .rate(let ratings):
            rate(ratings)
        }
        return finish()
    }

    /// Incidents that people resolved keep their rank.
    private mutating func rate(_ ratings: [EntityRating]) {
        var levels: [Int32: UInt8] = [:]
        for rating in ratings {
            // An incident knows the entity by the name that was its first when it came.
            for id in [rating.entity, state.aliases.root(rating.entity)] {
                levels[id] = max(levels[id] ?? 0, rating.criticality)
            }
        }
        for index in state.incidents.indices {
            let named = state.incidents[index].facts.entities.compactMap { id in
                (levels[id] ?? levels[state.aliases.root(id)]).map { (id, $0) }
            }
            guard !named.isEmpty else { continue }
            state.incidents[index].rate(Dictionary(uniqueKeysWithValues: named))
            if !state.incidents[index].isResolved { touched.append(state.incidents[index].id) }
        }
    }

    private mutating func mergeByHand(_ first: IncidentNumber, _ second: IncidentNumber) throws(CorrelationRefusal) {
        let a = resolved(IncidentNumber(try index(of: first) + 1)), b = resolved(IncidentNumber(try index(of: second) + 1))
        if let refusal = refusal(a, b) { throw refusal }
        forgetApart(a, b)
        forgetApart(b, a)
        perform(b, into: a, reason: CorrelationReason(signal: .mustLink))
    }

    private mutating func forgetApart(_ a: IncidentNumber, _ b: IncidentNumber) {
        let kept = state.incidents[Int(a - 1)].cannotLink.filter { resolved($0) != b }
        state.incidents[Int(a - 1)].cannotLink = kept
    }

    /// The source gets back what it had; what came later stays with the target. Alone they never merge again.
    private mutating func undoMerge(_ source: IncidentNumber) throws(CorrelationRefusal) {
        let index = try index(of: source)
        let target = state.incidents[index].redirect
        guard target != 0 else { throw .notMerged(source) }
        state.incidents[index].redirect = 0
        state.incidents[index].cannotLink.append(target)
        state.incidents[Int(target - 1)].cannotLink.append(source)
        recount(target)
        decisions.append(.separated(source: source, target: target))
        touched += [source, target]
    }

    func index(of id: IncidentNumber) throws(CorrelationRefusal) -> Int {
        guard id > 0, id <= IncidentNumber(state.incidents.count) else { throw .unknownIncident(id) }
        return Int(id - 1)
    }
}
