/// The tokens of the administrator and of the sources that are good now, by their digests.
public struct TokenBook: Sendable {
    private var entries: [(digest: [UInt8], caller: Caller)] = []

    public init(administrator: [UInt8], sources: [(name: String, digest: [UInt8])] = []) {
        entries = [(administrator, .administrator)] + sources.map { ($0.digest, .source($0.name)) }
    }

    /// A source with the digest of its token, whatever the case of its name; `nil` where it has none.
    func source(named name: String) -> (digest: [UInt8], caller: Caller)? {
        entries.first { $0.caller.kind == .source && $0.caller.account.lowercased() == name.lowercased() }
    }

    /// Whose token it is. Takes the same time for every token, known or not.
    public func caller(of token: some StringProtocol) -> Caller? {
        let digest = AccessToken.digest(of: token)
        var found: Caller?
        for entry in entries where AccessToken.areEqual(entry.digest, digest) { found = entry.caller }
        return found
    }
}
