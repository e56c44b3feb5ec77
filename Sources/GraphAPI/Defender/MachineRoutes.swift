internal import Access
internal import CaseStore
internal import Foundation
internal import Hummingbird
internal import OData
internal import Primitives

/// `/api/machines`: the devices that alerts named. Nothing is done to a device yet, and says so.
struct MachineRoutes: RouteGroup {
    /// Rows of a page.
    static let largestPage = 10_000

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for root in DefenderNames.roots {
            routes.get("\(root)/machines", needs: .permission(.readDevices), use: list)
            routes.get("\(root)/machines/findbytag", needs: .permission(.readDevices), use: byTag)
            routes.get("\(root)/machines/:id", needs: .permission(.readDevices), use: one)
            routes.post("\(root)/machines/:id/:action", needs: .caller, use: refuse)
            for path in ["machineactions", "machineactions/:id", "machineactions/:id/GetPackageUri"] {
                routes.get("\(root)/\(path)", needs: .permission(.readDevices), use: refuse)
            }
            routes.post("\(root)/machineactions/:id/cancel", needs: .caller, use: refuse)
        }
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let list = try DefenderList(request, services, set: "Machines", largest: MachineRoutes.largestPage)
        return try list.page(
            of: try await services.store.read { try MachineBook($0).all() }, names: DefenderMachine.names)
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.parameters.require("id").removingPercentEncoding ?? ""
        if id.lowercased().hasPrefix("findbyip(") { return try await byAddress(id, request) }
        guard let machine = try await services.store.read({ try MachineBook($0).one(id) }) else {
            throw APIError.notFound("Machine \(id) was not found")
        }
        return .json(.object(machine))
    }

    @Sendable func byTag(_ request: Request, context: APIContext) async throws -> Response {
        let options = try ODataQuery(request.uri.query ?? "", allowing: [.top, .skip])
        guard let tag = options.others["tag"]?.lowercased(), !tag.isEmpty else {
            throw APIError(status: .badRequest, code: "MissingRequiredParameter", message: "'tag' is missing")
        }
        let isStart = options.others["usestartswithfilter"]?.lowercased() == "true"
        return try await answer(request) { machine in
            machine["machineTags"]?.array?.contains { value in
                let own = value.string?.lowercased() ?? ""
                return isStart ? own.hasPrefix(tag) : own == tag
            } == true
        }
    }

    /// `findbyip(ip='10.0.0.1',timestamp=...)`; what an alert said last counts, whenever it was.
    private func byAddress(_ call: String, _ request: Request) async throws -> Response {
        let address = call.split(separator: "'").dropFirst().first.map(String.init) ?? ""
        guard let wanted = IPAddress(address) else {
            throw APIError(status: .badRequest, code: "InvalidIpAddress", message: "'\(address)' is no address")
        }
        return try await answer(request) { machine in
            let addresses = machine["ipAddresses"]?.array?.compactMap { $0["ipAddress"]?.string } ?? []
            return (addresses + [machine["lastIpAddress"]?.string ?? ""]).contains { IPAddress($0) == wanted }
        }
    }

    private func answer(_ request: Request, where holds: @Sendable (JSONObject) -> Bool) async throws -> Response {
        let machines = try await services.store.read { try MachineBook($0).all() }.filter(holds)
        return .json([
            "@odata.context": .string("\(services.origin(of: request))/api/$metadata#Machines"),
            "value": .array(machines.map { .object($0) }),
        ])
    }

    @Sendable func refuse(_ request: Request, context: APIContext) async throws -> Response {
        throw APIError.notServed("response actions on devices are not part of this version; nothing was done")
    }
}
