internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Everything about one incident that its pages are made of, read in one snapshot.
struct IncidentCase {
    /// Groups of alerts that the story and the graph are made of, at most; the page says where there are more.
    static let mostGroups = 2_000

    let incident: Incident
    let groups: [AlertGroup]
    /// What they leave out.
    let untold: Untold
    /// The same alerts, those of a kind parted where they paused.
    let bursts: [AlertGroup]
    let graph: IncidentGraph
    let detectors: [Int64: Detector]
    let products: [String]
    /// Threats that its alerts name.
    let threats: [String]
    let keys: [Int64: EntityKey]
    let unknown: UnknownEvidence?

    init?(_ id: IncidentID, _ reader: CaseReader) throws {
        guard let incident = try reader.incident(id) else { return nil }
        let all = try reader.alertGroups(of: id, partedBy: Bursts.pause(ofSpan:), mostAlerts: Bursts.mostAlerts)
        let groups = Array(all.whole.prefix(IncidentCase.mostGroups))
        var keys: [Int64: EntityKey] = [:]
        var detectors: [Int64: Detector] = [:]
        for group in groups {
            for entity in group.entities where keys[entity.entity] == nil {
                keys[entity.entity] = try reader.entity(entity.entity)
            }
            if detectors[group.detector] == nil { detectors[group.detector] = try reader.detector(group.detector) }
        }
        self.incident = incident
        self.groups = groups
        untold = Untold(all.whole, told: groups.count)
        bursts = all.whole.count > groups.count ? groups : Bursts.joined(all)
        self.keys = keys
        self.detectors = detectors
        let addresses = try DeviceAddresses(groups, keys: keys, detectors: detectors, reader)
        var graph = IncidentGraph(groups, keys: keys, addresses: addresses)
        try graph.takeRecordedNames(reader)
        graph.takeCriticality(try reader.assets(from: .high))
        self.graph = graph
        products = try reader.facet(.product, of: id).map(\.value)
        threats = try reader.facet(.threat, of: id).map(\.value).filter { !$0.isEmpty }
        unknown = UnknownEvidence(try reader.otherEvidence(of: id), in: incident)
    }

    var story: IncidentStory {
        IncidentStory(
            incident: incident, groups: bursts, graph: graph, products: products, untold: untold, unknown: unknown)
    }

    var steps: [NextSteps.Step] { NextSteps.steps(for: incident, graph, groups) }

    /// Its assets, and the addresses that were struck where no asset was; those of the most alerts first.
    var assets: [IncidentGraph.Node] {
        let addresses = graph.concerned.filter { $0.part != .asset }
        return (graph.nodes.filter { $0.part == .asset } + addresses)
            .sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
    }
}
