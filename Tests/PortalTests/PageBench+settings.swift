import CaseStore
import Primitives
import SecurityModel

@testable import Portal

extension PageBench {
    /// What administrators wrote, each text of it from outside.
    func fillSettings() async throws {
        let say = say
        // What people set has an end.
        let short = { @Sendable (text: String) in String(say(text).prefix(100)) }
        try await store.write(by: PageBench.person, at: PageBench.start + .hours(4)) { transaction in
            let conditions: [DeviceGroup.Condition] = [.nameStarts(with: short("ws-")), .tag(short("office"))]
            _ = try transaction.save([DeviceGroup(id: 0, name: short("Office"), conditions: conditions)])
            _ = try transaction.insert(
                AssetRule(
                    name: short("Desks of the board"), rule: CriticalAsset(conditions: conditions, level: .veryHigh),
                    created: PageBench.start, createdBy: short("ana")))
            _ = try transaction.insert(
                StoredWebhook(
                    url: say("https://hooks.example/a"), secret: [1],
                    subscription: JSONValue.object(
                        JSONObject([
                            .init(name: "events", value: .texts(["incident.created"])),
                            .init(name: "tags", value: .texts([short("vip")])),
                        ])
                    ).text, created: PageBench.start))
            if let detector = try transaction.reader.detector(2) { try transaction.setExcluded(true, detector: detector) }
        }
    }

    /// The pages of settings that are made of the store.
    func settingsPages(_ reader: CaseReader, _ page: (String, String, Any) throws -> Void) throws {
        try page("settings-groups", "settings-groups", GroupSettings(reader, mayChange: true))
        try page("settings-criticality", "settings-criticality", CriticalitySettings(reader, mayChange: true))
        try page("settings-webhooks", "settings-webhooks", WebhookSettings(reader, mayChange: true, now: PageBench.now))
        try page("settings-correlation", "settings-correlation", CorrelationPage([("q", "")], reader, mayChange: true))
        var audit = try AuditPage([("by", "people")], head: "head", reader)
        // What can be done grows with the product, and is no part of how the page looks.
        audit.filters.removeLast()
        try page("settings-audit", "settings-audit", audit)
        try page("settings-groups-read", "settings-groups", GroupSettings(reader, mayChange: false))
    }
}
