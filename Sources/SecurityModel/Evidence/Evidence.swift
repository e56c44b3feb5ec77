public import Primitives

/// An entity as it occurs in one alert (Graph `alertEvidence`). Whether it is an asset or evidence against one is said by
/// its roles here, not by its kind.
public struct Evidence: Hashable, Sendable {
    public var kind: EvidenceKind
    public var roles: [EvidenceRole]
    public var detailedRoles: [String]
    public var verdict: EvidenceVerdict
    public var remediationStatus: RemediationStatus
    public var remediationStatusDetails: String
    public var tags: [String]
    public var created: Timestamp?
    /// The kind's own fields under Graph's names, in the types of the schema.
    public var fields: JSONObject

    /// - Parameter fields: the kind's own fields; brought into the types of the schema.
    public init(
        _ kind: EvidenceKind, roles: [EvidenceRole] = [], verdict: EvidenceVerdict = .unknown,
        remediationStatus: RemediationStatus = .none, fields: JSONObject
    ) {
        self.kind = kind
        self.roles = roles
        detailedRoles = []
        self.verdict = verdict
        self.remediationStatus = remediationStatus
        remediationStatusDetails = ""
        tags = []
        created = nil
        self.fields = EvidenceSchema.of(kind)?.conform(fields) ?? fields
    }

    /// For fields that are known to be of the schema's types, on hot paths.
    init(_ kind: EvidenceKind, roles: [EvidenceRole], conforming fields: JSONObject) {
        self.kind = kind
        self.roles = roles
        detailedRoles = []
        verdict = .unknown
        remediationStatus = .none
        remediationStatusDetails = ""
        tags = []
        created = nil
        self.fields = fields
    }
}
