internal import Access
internal import GraphAPI
internal import SecurityModel

/// What can be done with a thing, wherever it stands. Which lines there are depends on its kind and on who asks.
struct EntityActions {
    struct Action {
        var title: String
        var address: String
    }

    /// What the person who asks may do beside reading.
    struct Rights {
        var mayHunt: Bool
        var mayManage: Bool
    }

    var kindTitle: String
    var value: String
    var actions: [Action]

    init(_ id: Int64, _ key: EntityKey, _ rights: Rights) {
        kindTitle = key.kind.title(1)
        value = key.value
        actions = EntityActions.lists(id, key)
        if rights.mayHunt {
            actions += EntityHunt.all(key).map { Action(title: "Hunt: \($0.title)", address: $0.address) }
        }
        if rights.mayManage, key.kind.isAssetByNature {
            actions.append(Action(title: "Set its criticality", address: "/entities/\(id)#criticality"))
        }
    }

    static func rights(_ context: APIContext) -> Rights {
        Rights(mayHunt: context.may(.runHunting), mayManage: context.may(.manageAlerts))
    }

    /// The pages and lists that it stands in.
    private static func lists(_ id: Int64, _ key: EntityKey) -> [Action] {
        let name = "\(key.kind.name):\(key.value)"
        var alerts = AlertListAddress()
        (alerts.entity, alerts.days, alerts.statuses) = (name, 0, [AlertStatus.new, .inProgress, .resolved].map(\.name))
        return [
            Action(title: "Open its page", address: "/entities/\(id)"),
            Action(title: "All incidents with it", address: "/incidents".asking([("queue", "all"), ("entity", name)])),
            Action(title: "All alerts that name it", address: alerts.address),
        ]
    }
}
