extension Correlator {
    /// The incidents that later alerts may still come to. Whoever deletes old incidents spares these.
    public var incidentsInUse: Set<IncidentNumber> {
        var numbers: Set<IncidentNumber> = []
        for pair in state.pairs.values { numbers.formUnion([pair.run.incident, pair.holding, pair.mustLink]) }
        for anchor in state.anchors.values {
            numbers.insert(anchor.beacon)
            for session in anchor.sessions { numbers.insert(session.incident) }
        }
        for entity in state.entities.values {
            for mention in entity.mentions { numbers.insert(IncidentNumber(mention.incident)) }
        }
        for visit in state.incidents.lazy.flatMap(\.visits) {
            numbers.insert(visit.links.mustLink)
            if visit.links.run.last > state.now - policy.memory { numbers.insert(visit.links.run.incident) }
        }
        numbers.remove(0)
        return Set(numbers.map(resolved)).union(numbers)
    }
}
