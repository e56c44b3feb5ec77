/// What an incident can be filtered by beside its own columns: values that come with its alerts, each counted. The raw
/// value is what the store keeps.
public enum IncidentFacet: UInt8, CaseIterable, Sendable {
    case serviceSource = 1
    case detectionSource = 2
    case product = 3
    case tactic = 4
    case technique = 5
    case detector = 6
    case alertSeverity = 7
    case source = 8
    case deviceGroup = 9
    /// What the product's own investigation came to, where it says so.
    case investigation = 10
    case threat = 11
    /// Operating systems of its devices.
    case platform = 12
    // What an alert is about beyond its own columns (`AlertContext`), which stands beside it in the store.
    case sensitivityLabel = 13
    case policy = 14
    case dataStream = 15
    case subscription = 16
    /// Tags that came with alerts and their evidence.
    case alertTag = 17
}
