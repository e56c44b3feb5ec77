internal import Access
internal import Hummingbird

/// Lets a request in: whoever has the credential for it, and not more often than leaves room for others.
struct Turnstile {
    private let services: APIServices
    private let isFree: Bool

    /// - Parameter isFree: whether requests are not counted.
    init(_ services: APIServices, isFree: Bool) {
        self.services = services
        self.isFree = isFree
    }

    /// Who asks; `nil` where the route needs nobody. Known callers have a count of their own, so that nobody else's guesses
    /// from the same address shut them out.
    /// - Throws: what `Doorkeeper` throws, and 429.
    func admit(_ request: Request, _ context: APIContext, needs need: RouteNeed) async throws -> Doorkeeper.Guest? {
        let guest: Doorkeeper.Guest?
        do {
            guest = try await Doorkeeper(services).admit(request, needs: need)
        } catch {
            try services.throttle.count(.address(context.clientNetwork))
            throw error
        }
        context.trail.caller = guest?.caller.name
        if let guest {
            try services.throttle.count(.caller(guest.caller.name))
        } else if !isFree {
            try services.throttle.count(.address(context.clientNetwork))
        }
        return guest
    }
}
