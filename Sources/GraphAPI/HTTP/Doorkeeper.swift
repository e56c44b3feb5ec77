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
        let caller = try await caller(of: request, isShipper: need == .permission(.sendRecords))
        if case .permission(let permission) = need, !caller.may(permission) {
            throw .forbidden("this needs the permission '\(permission.rawValue)', which \(caller.name) does not have")
        }
        return caller
    }

    private func caller(of request: Request, isShipper: Bool) async throws(APIError) -> Caller {
        let header = request.headers[.authorization]
        guard let token = header.flatMap({ AuthorizationHeader.token(in: $0, isShipper: isShipper) }) else {
            throw .unauthorized
        }
        do throws(BearerError) {
            return try await services.callers.caller(ofBearer: token, at: .now)
        } catch {
            throw .badToken("\(error)")
        }
    }
}
