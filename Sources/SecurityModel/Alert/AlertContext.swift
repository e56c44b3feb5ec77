internal import Primitives

/// What an alert is about beyond Graph's own fields: labels of the data, policies and streams that it came from, and the cloud
/// subscriptions of its resources.
///
/// Products say it in places of their own: a field of the alert, of a resource, or of a record that was kept whole. So it is
/// looked for by its name, wherever an alert keeps what it was told. Where a name and an id are both said, the name counts.
public struct AlertContext: Hashable, Sendable {
    /// Labels of sensitivity, as Purview and OCSF name them.
    public private(set) var sensitivityLabels: [String] = []
    /// Policies and their rules, by name or id.
    public private(set) var policies: [String] = []
    /// Streams and workloads that the data came by: `endpoint.alerts`, `Exchange`.
    public private(set) var dataStreams: [String] = []
    /// Azure subscriptions, AWS accounts, Google projects.
    public private(set) var subscriptions: [String] = []
    /// The alert's own tags, then those of its evidence.
    public private(set) var tags: [String] = []

    /// Values of one kind, at most; further ones are left out.
    public static let mostValues = 10
    /// UTF-8 bytes of a value, at most; what is longer is no name.
    public static let longestValue = 200
    /// Fields of one alert that are looked at, at most.
    public static let mostFields = 2000
    /// Objects within one another that are looked into, at most.
    static let deepest = 4

    private var labelIDs: [String] = []
    private var policyIDs: [String] = []
    private var fieldsLeft = AlertContext.mostFields

    public init(_ report: AlertReport) {
        read(report.additionalData, depth: AlertContext.deepest)
        for evidence in report.evidence {
            read(evidence.fields, depth: AlertContext.deepest)
            for tag in evidence.tags { AlertContext.add(tag, to: &tags) }
        }
        var own: [String] = []
        for tag in report.systemTags { AlertContext.add(tag, to: &own) }
        for tag in tags { AlertContext.add(tag, to: &own) }
        tags = own
        if sensitivityLabels.isEmpty { sensitivityLabels = labelIDs }
        if policies.isEmpty { policies = policyIDs }
        (labelIDs, policyIDs, fieldsLeft) = ([], [], 0)
    }

    private mutating func read(_ object: JSONObject, depth: Int) {
        for member in object.members {
            guard fieldsLeft > 0 else { return }
            fieldsLeft -= 1
            if let field = ContextField.byName[member.name] {
                take(member.value, as: field)
            } else if depth > 0 {
                look(into: member.value, depth: depth - 1)
            }
        }
    }

    private mutating func look(into value: JSONValue, depth: Int) {
        switch value {
        case .object(let object): read(object, depth: depth)
        case .array(let values): for case .object(let object) in values { read(object, depth: depth) }
        default: break
        }
    }

    private mutating func take(_ value: JSONValue, as field: ContextField) {
        switch value {
        case .string(let text): take(text, as: field)
        case .integer(let number): take(String(number), as: field)
        case .array(let values): for value in values { take(value, as: field) }
        case .object(let object):
            let name = ["displayName", "name", "id", "uid"].lazy.compactMap { object[$0]?.string }.first
            if let name { take(name, as: field) }
        case .null, .bool, .number: break
        }
    }

    private mutating func take(_ text: String, as field: ContextField) {
        switch field {
        case .label: AlertContext.add(text, to: &sensitivityLabels)
        case .labelID: AlertContext.add(text, to: &labelIDs)
        case .policy: AlertContext.add(text, to: &policies)
        case .policyID: AlertContext.add(text, to: &policyIDs)
        case .stream: AlertContext.add(text, to: &dataStreams)
        case .subscription: AlertContext.add(text, to: &subscriptions)
        case .account: if AlertContext.isAccountOfAWS(text) { AlertContext.add(text, to: &subscriptions) }
        case .resource: if let id = AlertContext.subscription(of: text) { AlertContext.add(id, to: &subscriptions) }
        }
    }

    private static func add(_ text: String, to list: inout [String]) {
        guard !text.isEmpty, text != "-", text.utf8.count <= longestValue, list.count < mostValues, !list.contains(text) else {
            return
        }
        list.append(text)
    }

    /// Twelve digits.
    private static func isAccountOfAWS(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// `/subscriptions/{id}/resourceGroups/...`, in whatever case.
    static func subscription(of resource: String) -> String? {
        let parts = resource.split(separator: "/", maxSplits: 2)
        guard parts.count >= 2, parts[0].lowercased() == "subscriptions" else { return nil }
        return parts[1].lowercased()
    }
}

/// What a field of this name says.
private enum ContextField {
    case label, labelID, policy, policyID, stream, subscription
    /// A subscription where it is a number of AWS's form; other products call other things so.
    case account
    /// A resource's id, which begins with its subscription where it is one of Azure's.
    case resource

    private static let names: [(ContextField, [String])] = [
        (
            .label,
            ["sensitivityLabel", "sensitivityLabels", "sensitivityLabelName", "sensitivitySubLabel", "dataSensitivity"]
        ),
        (.labelID, ["sensitivityLabelId", "sensitivityLabelIds"]),
        (.policy, ["policy", "policyName", "policyRuleName", "alertPolicyName", "dlpPolicyName", "policies"]),
        (.policyID, ["alertPolicyId", "policyId", "policyIDs", "policyRuleId"]),
        (.stream, ["dataStream", "workload", "workloads"]),
        (.subscription, ["subscriptionId", "azureSubscriptionId", "cloudAccount", "amazonAccountId", "projectId"]),
        (.account, ["accountId", "recipientAccountId", "awsAccountId", "ownerAccountId"]),
        (.resource, ["resourceId", "azureResourceId", "effectiveAzureResourceId", "resourceIds"]),
    ]

    /// By each spelling: `policyName`, `PolicyName`, `policy_name`, `Policy name`, `Policy Name`.
    static let byName: [String: ContextField] = {
        var fields: [String: ContextField] = [:]
        for (field, names) in names {
            for name in names {
                for spelling in spellings(of: name) { fields[spelling] = field }
            }
        }
        return fields
    }()

    private static func spellings(of name: String) -> [String] {
        var words: [String] = []
        for letter in name {
            if letter.isUppercase, words.last?.last?.isLowercase == true || words.isEmpty {
                words.append(String(letter))
            } else {
                words.append((words.popLast() ?? "") + String(letter))
            }
        }
        let small = words.map { $0.lowercased() }
        return [
            name, name.prefix(1).uppercased() + name.dropFirst(), small.joined(separator: "_"),
            small.joined(separator: " ").withCapital, words.map(\.withCapital).joined(separator: " "),
        ]
    }
}
