public import Primitives

/// One finding as a product reported it, in the words of Graph's `alert`. It never changes after it was taken in; what
/// people and rules decide about it stands in `Alert`.
public struct AlertReport: Hashable, Sendable {
    /// The configured way in that it came by.
    public var source: String
    /// The product's own id. Empty where the product gives none; the fingerprint then tells reports apart.
    public var providerAlertId = ""
    public var title: String
    public var description = ""
    /// One step a line.
    public var recommendedActions = ""
    public var severity = AlertSeverity.unknown
    public var serviceSource = ServiceSource.unknown
    public var detectionSource = DetectionSource.unknown
    public var productName = ""
    /// The rule that fired, as the product names it.
    public var detectorId = ""
    public var tactics: TacticSet = []
    public var techniques: [Technique] = []
    public var actorDisplayName = ""
    public var threatDisplayName = ""
    public var threatFamilyName = ""
    public var firstActivity: Timestamp
    public var lastActivity: Timestamp
    public var evidence: [Evidence] = []
    public var systemTags: [String] = []
    /// What the product's own investigation had come to when it reported.
    public var investigation = InvestigationState.unknown
    /// What the product says beyond Graph's fields, as it said it.
    public var additionalData = JSONObject()
    public var customDetails = JSONObject()
    /// The product asks that the alert joins nothing.
    public var isExcludedFromCorrelation = false

    public init(source: String, title: String, activity: Timestamp) {
        self.source = source
        self.title = title
        firstActivity = activity
        lastActivity = activity
    }

    /// Graph's `category`: the first tactic, in its one-word form.
    public var category: String { tactics.first?.category ?? "" }
}
