internal import Access
internal import HTTPTypes
internal import Hummingbird

/// Finds out who asks, and whether he may.
struct Doorkeeper {
    private let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    /// Who asks; `nil` where the route needs nobody.
    /// - Throws: 401 without a good token, 403 without the permission.
    func admit(_ request: Request, needs need: RouteNeed) throws(APIError) -> Caller? {
        if need == .nothing { return nil }
        guard let caller = caller(of: request, isShipper: need == .permission(.sendRecords)) else { throw .unauthorized }
        if case .permission(let permission) = need, !caller.may(permission) {
            throw .forbidden("this needs the permission '\(permission.rawValue)', which \(caller.name) does not have")
        }
        return caller
    }

    private func caller(of request: Request, isShipper: Bool) -> Caller? {
        request.headers[.authorization].flatMap { AuthorizationHeader.token(in: $0, isShipper: isShipper) }.flatMap {
            services.callers.caller(of: $0)
        }
    }
}
