internal import Access
internal import CaseStore
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// What one alert of `/api/alerts` names: its device, its account, its files, addresses and domains.
struct DefenderAlertContentRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for root in DefenderNames.roots {
            let path = "\(root)/alerts/:id"
            routes.get("\(path)/machine", needs: .permission(.readAlerts), use: machine)
            routes.get("\(path)/user", needs: .permission(.readAlerts), use: user)
            for (set, list) in DefenderAlertContentRoutes.lists {
                routes.get("\(path)/\(set.lowercased())", needs: .permission(.readAlerts)) { request, context in
                    let rows = list(try await alert(context).report)
                    return .json([
                        "@odata.context": .string("\(services.origin(of: request))/api/$metadata#\(set)"),
                        "value": .array(rows.map { .object($0) }),
                    ])
                }
            }
        }
    }

    /// The sets with what an alert has of each.
    static let lists: KeyValuePairs<String, @Sendable (AlertReport) -> [JSONObject]> = [
        "Files": { report in
            distinct(report.evidence.compactMap(file), by: ["sha256", "sha1", "md5", "fileName"])
        },
        "Ips": { report in
            distinct(report.evidence.filter { $0.kind == .ip }.compactMap { named("id", $0.text("ipAddress")) }, by: ["id"])
        },
        "Domains": { report in
            distinct(report.evidence.filter { $0.kind == .dns }.compactMap { named("host", $0.text("domainName")) }, by: ["host"])
        },
    ]

    private static func named(_ name: String, _ value: String?) -> JSONObject? {
        value.map { JSONObject([.init(name: name, value: .string($0))]) }
    }

    /// A file, or the one that a process was started from.
    private static func file(_ evidence: Evidence) -> JSONObject? {
        guard let root = [EvidenceKind.file: "fileDetails", .process: "imageFile"][evidence.kind] else { return nil }
        guard let details = evidence.fields[root]?.object, !details.isEmpty else { return nil }
        return JSONObject([
            .init(name: "sha1", value: details["sha1"] ?? .null), .init(name: "sha256", value: details["sha256"] ?? .null),
            .init(name: "md5", value: details["md5"] ?? .null), .init(name: "fileName", value: details["fileName"] ?? .null),
            .init(name: "filePath", value: details["filePath"] ?? .null),
            .init(name: "size", value: details["fileSize"] ?? .null),
            .init(name: "filePublisher", value: details["filePublisher"] ?? .null),
            .init(name: "signer", value: details["signer"] ?? .null), .init(name: "issuer", value: details["issuer"] ?? .null),
        ])
    }

    /// The first row of each thing.
    private static func distinct(_ rows: [JSONObject], by names: [String]) -> [JSONObject] {
        var seen: Set<[JSONValue]> = []
        return rows.filter { row in seen.insert(names.map { row[$0] ?? .null }).inserted }
    }

    @Sendable func machine(_ request: Request, context: APIContext) async throws -> Response {
        let alert = try await alert(context)
        guard let device = alert.report.evidence.first(where: { $0.kind == .device }) else {
            throw APIError.notFound("alert \(alert.id) names no machine")
        }
        return .json(.object(try await services.store.read { try MachineBook($0).machine(device, of: alert) }))
    }

    @Sendable func user(_ request: Request, context: APIContext) async throws -> Response {
        let alert = try await alert(context)
        guard let user = alert.report.evidence.first(where: { $0.kind == .user }).flatMap(DefenderUser.init) else {
            throw APIError.notFound("alert \(alert.id) names no user")
        }
        return .json(.object(user.json(seen: alert.report.lastActivity)))
    }

    private func alert(_ context: APIContext) async throws -> Alert {
        let id = try APIContext.alertID(try context.segment("id"))
        guard let alert = try await services.store.read({ try $0.alert(id) }) else { throw UpdateError.noSuchAlert(id) }
        return alert
    }
}
