internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import NIOCore
internal import Primitives
internal import SecurityModel

/// `/alerts`: the list of alerts and its export; `/alerts/{id}`: the page of an alert, the pane that sums it up, its record.
struct AlertPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        let need = RouteNeed.permission(.readSecurityData)
        routes.get("alerts", needs: need, use: list)
        routes.get("alerts.csv", needs: need, use: export)
        routes.get("alerts/:alert", needs: need, use: alert)
        routes.get("alerts/:alert/pane", needs: need, use: pane)
        routes.get("alerts/:alert/raw", needs: need, use: raw)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let address = AlertListAddress(request.options)
        let (mayManage, account) = (context.may(.updateAlerts), context.caller?.name ?? "")
        let model = try await pages.services.store.read {
            try AlertList.model(address, for: account, mayManage: mayManage, $0, now: .now)
        }
        return try await pages.page(
            "alerts", model, title: "Alerts", section: .alerts, styles: ["queue.css", "incident.css", "lists.css"],
            scripts: ["alerts.js", "alert-columns.js"],
            context: context)
    }

    @Sendable func export(_ request: Request, context: APIContext) async throws -> Response {
        let address = AlertListAddress(request.options)
        let (alerts, count) = try await pages.services.store.read { reader in
            var query = try address.query(reader, now: .now)
            query.limit = QueuePages.mostExported
            return (try reader.alertPage(query).rows, try reader.alertCount(query))
        }
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"alerts.csv\"",
            .cacheControl: "no-store",
        ]
        let text = AlertExport.text(alerts, count: count)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    @Sendable func alert(_ request: Request, context: APIContext) async throws -> Response {
        let text = try context.parameters.require("alert")
        guard let id = AlertID(text) else {
            if let id = AlertID(written: text) { return Response(status: .seeOther, headers: [.location: "/alerts/\(id)"]) }
            return try await pages.notFound(
                "'\(text)' is no id of an alert; those are 'al' and a number, as in al17.", context: context)
        }
        guard let page = try await read(id, context) else {
            return try await pages.notFound("There is no alert \(id) for you.", context: context)
        }
        return try await pages.page(
            "alert", page, title: page.alert.title, section: .alerts, styles: ["queue.css", "incident.css", "lists.css"],
            scripts: ["alerts.js", "move.js"], context: context)
    }

    @Sendable func pane(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = AlertID(try context.parameters.require("alert")), let page = try await read(id, context) else {
            return Response(status: .notFound)
        }
        return try pages.part("alert-pane", page)
    }

    /// The record as it came, for as long as the inbox keeps it.
    @Sendable func raw(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = AlertID(try context.parameters.require("alert")),
            let sequence = try await pages.services.store.read({ try $0.rawSequence(of: id) }), sequence > 0
        else { return Response(status: .notFound) }
        let headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
        do {
            let record = try await pages.services.inbox.record(at: UInt64(sequence)).record
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: record.bytes)))
        } catch {
            return Response(
                status: .gone, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(string: "The record is not there any more: \(error).")))
        }
    }

    private func read(_ id: AlertID, _ context: APIContext) async throws -> AlertPage? {
        let mayManage = context.may(.updateAlerts)
        return try await pages.services.store.read { reader in
            try reader.alert(id).map { try AlertPage($0, mayManage: mayManage, reader, now: .now) }
        }
    }
}

extension APIContext {
    /// Whether whoever asks may do something, somewhere.
    func may(_ permission: Permission) -> Bool { caller?.may(permission) ?? false }
}
