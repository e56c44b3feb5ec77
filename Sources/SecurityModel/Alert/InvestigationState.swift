/// What the automated investigation of an alert came to (Graph `investigationState`).
public enum InvestigationState: UInt8, WireEnum {
    case unknown = 0
    case terminated, successfullyRemediated, benign, failed, partiallyRemediated, running, pendingApproval
    case pendingResource, queued, innerFailure, preexistingAlert, unsupportedOs, unsupportedAlertType, suppressedAlert
    case partiallyInvestigated, terminatedByUser, terminatedBySystem

    public var name: String { "\(self)" }

    /// The state that a word means, whatever its case.
    public init(word: String) {
        let lowered = word.lowercased()
        self = InvestigationState.allCases.first { $0.name.lowercased() == lowered } ?? .unknown
    }
}
