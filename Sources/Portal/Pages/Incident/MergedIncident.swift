internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import SecurityModel

extension Pages {
    /// Leads by the number of a merged incident to the same place of what it was merged into, with what the address asks for;
    /// `nil` where the incident stands by itself. What is merged holds nothing of its own to show.
    /// - Parameter isPage: whether a person sees the place whole, and is told by which number he came.
    func survivor(of id: IncidentID, for request: Request, isPage: Bool = false) async throws -> Response? {
        guard let survivor = try await services.store.read({ try $0.redirect(of: id) }) else { return nil }
        let address = MergedIncident.address(
            path: request.uri.path, query: request.uri.query, id, survivor: survivor, isPage: isPage)
        return Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }
}

enum MergedIncident {
    static func address(path: String, query: String?, _ id: IncidentID, survivor: IncidentID, isPage: Bool) -> String {
        let rest = path.split(separator: "/").dropFirst(2)
        var options = (query ?? "").split(separator: "&").map(String.init)
        if isPage, !options.contains(where: { $0.hasPrefix("merged=") }) { options.append("merged=\(id)") }
        let place = (["/incidents", survivor.description] + rest.map(String.init)).joined(separator: "/")
        return options.isEmpty ? place : place + "?" + options.joined(separator: "&")
    }
}
