/// What people said of a detector's findings, by classifying the incidents that they stood in.
struct Lesson: Keyed {
    var detector: Int32 = 0
    var confirmed: Int32 = 0
    var refuted: Int32 = 0

    var key: Int32 { detector }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&detector)
        try coder.code(&confirmed)
        try coder.code(&refuted)
    }
}

/// How people judged an incident, as far as detectors learn from it.
public enum Verdict: UInt8, Sendable, CaseIterable {
    /// Not judged, or not in a way that says anything of its detectors.
    case none
    /// A true positive.
    case confirmed
    /// A false positive, or activity that was expected.
    case refuted
}

extension Correlator {
    /// Judges an incident anew: what the former judgement taught is taken back first, also where it came in by a merge.
    mutating func teach(_ verdict: Verdict, by incident: IncidentNumber) {
        var affected: Set<Int32> = []
        for index in state.incidents.indices where state.incidents[index].verdict != .none {
            guard resolved(IncidentNumber(index + 1)) == resolved(incident) else { continue }
            count(state.incidents[index].taught, state.incidents[index].verdict, -1)
            affected.formUnion(state.incidents[index].taught)
            state.incidents[index].taught = []
            state.incidents[index].verdict = .none
        }
        if verdict != .none {
            let detectors = state.incidents[Int(incident - 1)].facts.evidence.detectors
            count(detectors, verdict, 1)
            affected.formUnion(detectors)
            state.incidents[Int(incident - 1)].taught = detectors
            state.incidents[Int(incident - 1)].verdict = verdict
        }
        for other in state.incidents where other.redirect == 0 && !other.isResolved {
            if other.facts.evidence.detectors.contains(where: affected.contains) { touched.append(other.id) }
        }
    }

    private mutating func count(_ detectors: [Int32], _ verdict: Verdict, _ step: Int32) {
        for detector in detectors {
            let index = state.lessons.index(of: detector) { Lesson(detector: detector) }
            if verdict == .confirmed { state.lessons[index].confirmed += step }
            if verdict == .refuted { state.lessons[index].refuted += step }
        }
    }

    /// What a bit of a detector is worth after what people said of it: 1 where nothing is known.
    func reliability(_ detector: Int32) -> Double {
        guard let lesson = state.lessons.value(of: detector) else { return 1 }
        let prior = max(policy.reliabilityPrior, 0.01)
        let ratio = (Double(lesson.confirmed) + prior) / (Double(lesson.refuted) + prior)
        return min(policy.reliabilityCeiling, max(policy.reliabilityFloor, ratio))
    }

    /// The bits of an incident that its detectors' reliability adds or takes.
    func reliabilityBits(_ evidence: Evidence) -> Double {
        guard state.lessons.count > 0 else { return 0 }
        var bits = 0.0
        for (detector, weight) in zip(evidence.detectors, evidence.weights) {
            bits += (reliability(detector) - 1) * weight
        }
        return bits
    }

    /// People refuted everything again and again that speaks for the incident.
    func isRefuted(_ evidence: Evidence) -> Bool {
        !evidence.detectors.isEmpty && state.lessons.count > 0
            && evidence.detectors.allSatisfy { reliability($0) <= policy.refutedReliability }
    }
}
