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

    /// What is installed on a device.
    static let inventories = ["software", "vulnerabilities", "recommendations"]
    /// What was done to devices.
    static let actions = [
        "machineactions", "machineactions/:id", "machineactions/:id/GetPackageUri",
        "machineactions/:id/:link",
    ]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for root in DefenderNames.roots {
            routes.get("\(root)/machines", needs: .permission(.readDevices), use: list)
            routes.get("\(root)/machines/findbytag", needs: .permission(.readDevices), use: byTag)
            routes.get("\(root)/machines/:id", needs: .permission(.readDevices), use: one)
            routes.get("\(root)/machines/:id/logonusers", needs: .permission(.readDevices), use: logonUsers)
            for inventory in MachineRoutes.inventories {
                routes.get("\(root)/machines/:id/\(inventory)", needs: .permission(.readDevices)) { request, context in
                    try await refuseInventory(of: context)
                }
            }
            routes.post("\(root)/machines/:id/:action", needs: .caller, use: refuse)
            for path in MachineRoutes.actions {
                routes.get("\(root)/\(path)", needs: .permission(.readDevices), use: refuse)
            }
            routes.post("\(root)/machineactions/:id/cancel", needs: .caller, use: refuse)
        }
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let list = try DefenderList(
            request, services, set: "Machines", names: DefenderMachine.names, largest: MachineRoutes.largestPage)
        return try list.page(of: try await services.store.read { try MachineBook($0).all() })
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.parameters.require("id").removingPercentEncoding ?? ""
        if id.lowercased().hasPrefix("findbyip(") { return try await byAddress(id, request) }
        let shown = try DefenderSelection(try request.odata([.select]).select, of: DefenderMachine.names)
        return .json(.object(shown(try await services.store.read { try MachineBook($0).required(id) })))
    }

    /// Whom alerts saw logged on to the device.
    @Sendable func logonUsers(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.segment("id")
        let users = try await services.store.read { reader -> [JSONObject] in
            let book = try MachineBook(reader)
            _ = try book.required(id)
            return try book.users(of: id)
        }
        return .json([
            "@odata.context": .string("\(services.origin(of: request))/api/$metadata#Users"),
            "value": .array(users.map { .object($0) }),
        ])
    }

    /// What is installed on devices is not known here, which is not the same as that nothing is.
    private func refuseInventory(of context: APIContext) async throws -> Response {
        let id = try context.segment("id")
        _ = try await services.store.read { try MachineBook($0).required(id) }
        throw APIError.notServed("what is installed on devices is not part of this version; nothing is known of it")
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
