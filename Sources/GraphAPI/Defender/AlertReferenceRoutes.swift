internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `POST /api/alerts/createAlertByReference`: an alert that somebody enters about an event on a device.
struct AlertReferenceRoutes: RouteGroup {
    static let names = [
        "machineId", "severity", "title", "description", "recommendedAction", "eventTime", "reportId", "category",
    ]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for root in DefenderNames.roots {
            routes.post("\(root)/alerts/createAlertByReference", needs: .permission(.updateAlerts), use: create)
        }
    }

    @Sendable func create(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: AlertReferenceRoutes.names, anyCase: true)
        for name in ["machineId", "severity", "title", "description", "eventTime", "category"] {
            guard body[name]?.isNull == false, try body.text(name)?.isEmpty == false else {
                throw APIError(status: .badRequest, code: "MissingRequiredParameter", message: "'\(name)' is missing")
            }
        }
        let (machine, text) = (try body.required("machineId"), try body.required("eventTime"))
        guard let time = Timestamp(text) else { throw APIError.badRequest("'eventTime' is no time: '\(text)'") }
        let device = try await services.store.read { try MachineBook($0).required(machine) }
        var alert = try body.entered
        alert["firstActivityDateTime"] = .string(time.rfc3339)
        alert["evidence"] = [AlertReferenceRoutes.evidence(of: device)]
        var more = JSONObject()
        if let report = body["reportId"], !report.isNull { more["reportId"] = report }
        // A word that is no stage of an attack is kept beside the alert.
        let category = try body.required("category")
        if TacticSet(named: category).isEmpty { more[DefenderAlert.category] = .string(category) }
        if !more.isEmpty { alert["additionalData"] = .object(more) }
        let entered = try await services.entry.enter(alert, by: context.actor)
        return .json(.object(DefenderAlert(entered).endpoint(tenant: services.facts.tenant, showsEvidence: true)))
    }

    /// The device as the last alert described it.
    private static func evidence(of machine: JSONObject) -> JSONValue {
        var evidence = JSONObject([.init(name: "@odata.type", value: "#microsoft.graph.security.deviceEvidence")])
        let name = machine["computerDnsName"] ?? .null
        evidence["deviceDnsName"] = name
        evidence["hostName"] = .string(DefenderMachine.bare(name.string ?? ""))
        // A name that stands in place of an id is none.
        if machine["id"] != evidence["hostName"] { evidence["mdeDeviceId"] = machine["id"] }
        for own in ["osPlatform", "version", "lastIpAddress", "rbacGroupName"] {
            if let value = machine[own], !value.isNull { evidence[own] = value }
        }
        return .object(evidence)
    }
}

extension JSONObject {
    /// The older interface's fields in Graph's words.
    fileprivate var entered: JSONObject {
        get throws(APIError) {
            JSONObject([
                .init(name: "title", value: .string(try required("title"))),
                .init(name: "description", value: .string(try required("description"))),
                .init(name: "severity", value: .string(try required("severity"))),
                .init(name: "category", value: .string(try required("category"))),
                .init(name: "recommendedActions", value: .string(try text("recommendedAction") ?? "")),
                .init(name: "serviceSource", value: "microsoftDefenderForEndpoint"),
                .init(name: "detectionSource", value: "manual"),
            ])
        }
    }
}
