/// The tokens that are good now, by their digests.
public struct TokenBook: Sendable {
    private var entries: [(digest: [UInt8], caller: Caller)] = []

    public init(administrator: [UInt8], sources: [(name: String, digest: [UInt8])] = []) {
        entries = [(administrator, .administrator)] + sources.map { ($0.digest, .source($0.name)) }
    }

    /// Whose token it is. Takes the same time for every token, known or not.
    public func caller(of token: some StringProtocol) -> Caller? {
        let digest = AccessToken.digest(of: token)
        var found: Caller?
        for entry in entries where TokenBook.areEqual(entry.digest, digest) { found = entry.caller }
        return found
    }

    /// Compares without stopping at the first difference.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
