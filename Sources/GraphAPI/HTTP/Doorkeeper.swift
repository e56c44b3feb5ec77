internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// Finds out who asks, and whether he may.
struct Doorkeeper {
    /// Whoever was let in.
    struct Guest {
        var caller: Caller
        /// Where he came by a session: a browser's cookie.
        var session: SessionToken?
    }

    private let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    /// Who asks; `nil` where the route needs nobody.
    /// - Throws: 401 without a good token or session, 403 without the permission; the errors of the store.
    func admit(_ request: Request, needs need: RouteNeed) async throws -> Guest? {
        if need == .nothing { return nil }
        let guest = try await guest(of: request, isShipper: need == .permission(.sendRecords))
        if case .permission(let permission) = need, !guest.caller.may(permission) {
            throw APIError.forbidden(
                "this needs the permission '\(permission.rawValue)', which \(guest.caller.name) does not have")
        }
        return guest
    }

    private func guest(of request: Request, isShipper: Bool) async throws -> Guest {
        if let header = request.headers[.authorization] {
            if isShipper, let signature = SharedKeySignature(header: header) {
                return Guest(caller: try caller(of: signature, request))
            }
            guard let token = AuthorizationHeader.token(in: header, isShipper: isShipper) else { throw APIError.unauthorized }
            do throws(BearerError) {
                return Guest(caller: try await services.access.callers.caller(ofBearer: token, at: .now))
            } catch {
                throw APIError.badToken("\(error)")
            }
        }
        guard let session = SessionCookie.token(in: request) else { throw APIError.unauthorized }
        guard let caller = try await services.access.signIn.caller(of: session, at: .now) else {
            throw APIError.badToken("the session has ended; sign in again")
        }
        if !request.isSafe { try Doorkeeper.checkIsOurs(request, session) }
        return Guest(caller: caller, session: session)
    }

    /// The source that signed the request.
    private func caller(of signature: SharedKeySignature, _ request: Request) throws(APIError) -> Caller {
        let head = SharedKeySignature.Head(
            method: request.method.rawValue, length: request.headers[.contentLength] ?? "",
            contentType: request.headers[.contentType] ?? "", date: request.headers[.microsoftDate] ?? "",
            path: request.uri.path)
        do throws(BearerError) {
            return try services.access.callers.caller(of: signature, for: head, at: .now) {
                services.secrets.sharedKey(ofTokenDigest: $0)
            }
        } catch {
            throw APIError.badToken("\(error)")
        }
    }

    /// A browser sends the cookie with whatever any page asks for; only a page of ours knows the other token.
    private static func checkIsOurs(_ request: Request, _ session: SessionToken) throws(APIError) {
        let sent = SessionCookie.csrfHeader.flatMap { request.headers[$0] }
        guard let sent, session.isCSRFToken(sent), !request.isFromElsewhere else { throw .fromElsewhere }
    }
}
