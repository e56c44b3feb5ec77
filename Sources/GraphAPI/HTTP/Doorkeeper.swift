internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// Finds out who asks, and whether he may.
struct Doorkeeper {
    private let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    /// Who asks; `nil` where the route needs nobody.
    /// - Throws: 401 without a good token, 403 without the permission.
    func admit(_ request: Request, needs need: RouteNeed) async throws(APIError) -> Caller? {
        if need == .nothing { return nil }
        let caller = try await caller(of: request)
        if case .permission(let permission) = need, !caller.may(permission) {
            throw .forbidden("this needs the permission '\(permission.rawValue)', which \(caller.name) does not have")
        }
        return caller
    }

    private func caller(of request: Request) async throws(APIError) -> Caller {
        guard let token = request.headers[.authorization].flatMap(Doorkeeper.token) else { throw .unauthorized }
        do throws(BearerError) {
            return try await services.callers.caller(ofBearer: token, at: .now)
        } catch {
            throw .badToken("\(error)")
        }
    }

    static func token(in header: String) -> Substring? {
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1].drop(while: { $0 == " " })
    }
}
