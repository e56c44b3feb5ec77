internal import CaseStore
internal import Primitives
internal import SecurityModel

extension IncidentUpdate {
    static let names = [
        "displayName", "status", "severity", "classification", "determination", "assignedTo", "customTags",
        "resolvingComment", "summary", "description",
    ]

    /// Reads the fields of a PATCH.
    init(_ body: JSONObject) throws(APIError) {
        self.init()
        displayName = try body.text("displayName")
        status = try body.member("status")
        if status == .redirected { throw .badRequest("incidents are redirected by merging them") }
        severity = try body.member("severity")
        classification = try body.member("classification", empty: .unknown)
        determination = try body.member("determination", empty: .unknown)
        assignedTo = try body.text("assignedTo")
        customTags = body["customTags"]?.isNull == true ? [] : try body.texts("customTags")
        resolvingComment = try body.text("resolvingComment")
        summary = try body.text(body["summary"] == nil ? "description" : "summary")
    }
}

extension JSONObject {
    /// A member of an enumeration by its name or an older one, in any case.
    /// - Parameters:
    ///   - empty: what null stands for; without it null is refused.
    ///   - inCapitals: whether the surface writes members with a capital in front, also in what it says of a wrong one.
    func member<Member: WireEnum>(
        _ name: String, empty: Member? = nil, inCapitals: Bool = false
    ) throws(APIError) -> Member? {
        guard let text = try text(name) else { return nil }
        if text.isEmpty, let empty { return empty }
        return try Member.member(text, of: name, inCapitals: inCapitals)
    }
}
