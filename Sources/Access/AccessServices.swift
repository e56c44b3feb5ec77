public import CaseStore
public import Foundation

/// Everything of access that the surfaces use, composed.
public struct AccessServices: Sendable {
    public let callers: CallerBook
    public let clients: ClientDesk
    public let tokens: TokenDesk
    public let people: PersonDesk
    public let roles: RoleDesk
    public let signIn: SignInDesk
    public let setup: SetupDesk
    public let provider: ProviderDesk

    /// - Parameter folder: where secrets that have to be readable are kept.
    public init(
        store: CaseStore, callers: CallerBook, keys folder: URL, sessions: SessionPolicy = SessionPolicy(),
        throttle: ThrottlePolicy = ThrottlePolicy()
    ) {
        self.init(store, callers, sessions, SharedThrottle(throttle), PasswordHasher(), folder)
    }

    init(
        _ store: CaseStore, _ callers: CallerBook, _ sessions: SessionPolicy, _ throttle: SharedThrottle,
        _ hasher: PasswordHasher, _ folder: URL
    ) {
        self.callers = callers
        clients = ClientDesk(store: store, book: callers)
        tokens = TokenDesk(store: store, book: callers, throttle: throttle)
        people = PersonDesk(store: store, book: callers, hasher: hasher)
        roles = RoleDesk(store: store, book: callers)
        signIn = SignInDesk(store: store, book: callers, hasher: hasher, throttle: throttle, policy: sessions)
        setup = SetupDesk(people: people, throttle: throttle)
        provider = ProviderDesk(store: store, book: callers, signIn: signIn, folder: folder)
    }
}
