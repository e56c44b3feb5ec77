internal import CaseStore
internal import Primitives
internal import SecurityModel

extension IncidentUpdate {
    /// Reads the properties of a PUT, which says all of an incident: what is not there is taken away. The severity alone may
    /// be left out of an update, since clients do.
    /// - Parameter old: the incident as it stands; `nil` where it is to be opened.
    /// - Throws: 400 where something is missing or does not fit.
    init(_ properties: JSONObject, over old: Incident?) throws(APIError) {
        self.init()
        let title = try properties.requiredText("title")
        if title != old?.displayName { displayName = title }
        let status = try SentinelStatus.required("status", in: properties)
        self.status = status.status(instead: old?.status)
        if old == nil || properties["severity"]?.isNull == false {
            let severity = try SentinelSeverity.required("severity", in: properties)
            if old.map({ SentinelSeverity($0.severity) != severity }) ?? true { self.severity = severity.severity }
        }
        summary = try properties.text("description") ?? ""
        resolvingComment = try properties.text("classificationComment") ?? ""
        // An owner is given to the alerts as well, so one who stays is not set anew.
        let owner = try SentinelOwner.name(try properties.inner("owner"))
        if owner != old?.assignedTo ?? "" { assignedTo = owner }
        customTags = try IncidentUpdate.tags(properties["labels"], beside: old?.systemTags ?? [])
        try classify(properties, status, over: old)
    }

    private mutating func classify(_ properties: JSONObject, _ status: SentinelStatus, over old: Incident?) throws(APIError) {
        let text = try properties.text("classification") ?? ""
        guard !text.isEmpty else {
            guard status != .closed else {
                let names = SentinelClassification.Name.allCases.map(\.name).joined(separator: ", ")
                throw .badRequest("closing an incident takes a 'classification': one of \(names)")
            }
            classification = .unknown
            return
        }
        let name = try SentinelClassification.Name.member(text, of: "classification")
        classification = name.classification
        let reasonText = try properties.text("classificationReason") ?? ""
        guard !reasonText.isEmpty else { return }
        let reason = try SentinelClassification.Reason.member(reasonText, of: "classificationReason")
        guard name.reasons.contains(reason) else {
            throw .badRequest("the reason '\(reason.name)' does not go with the classification '\(name.name)'")
        }
        // A finer judgement that the reason does not contradict stays.
        let isSaidAlready = old.flatMap { SentinelClassification($0) }.map { ($0.name, $0.reason) == (name.name, reason.name) }
        if isSaidAlready != true, let determination = reason.determination { self.determination = determination }
    }

    private static func tags(_ labels: JSONValue?, beside systemTags: [String]) throws(APIError) -> [String] {
        guard let labels, !labels.isNull else { return [] }
        guard let labels = labels.array else { throw .badRequest("'labels' must be an array") }
        var tags: [String] = []
        for label in labels {
            guard let name = label["labelName"]?.string, !name.isEmpty else {
                throw .badRequest("each of the 'labels' needs a 'labelName'")
            }
            let isOurs = label["labelType"]?.string?.lowercased() == "autoassigned" || systemTags.contains(name)
            if !isOurs, !tags.contains(name) { tags.append(name) }
        }
        return tags
    }
}
