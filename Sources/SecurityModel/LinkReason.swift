/// One reason why an alert joined an incident, or why two incidents became one: what was shared, how much it weighed and
/// the numbers behind it.
public struct LinkReason: Hashable, Sendable {
    /// The kind of reason, as the correlation stage names it.
    public var signal: String
    /// What was shared: an entity's key, a detector, or empty.
    public var subject: String
    /// How much it counted; larger is stronger. 0 for a person's decision.
    public var weight: Double
    /// The sentence that a person reads.
    public var text: String

    public init(signal: String, subject: String, weight: Double, text: String) {
        self.signal = signal
        self.subject = subject
        self.weight = weight
        self.text = text
    }
}
