/// Why a rule cannot be as it was asked for: the property, and what it may be.
public struct DetectionRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// As `entityMappings[0].fieldMappings[1].identifier`.
    public var place: String
    public var reason: String

    public init(_ place: String, _ reason: String) {
        (self.place, self.reason) = (place, reason)
    }

    public var description: String { place.isEmpty ? reason : "'\(place)' \(reason)" }
}
