internal import Crypto
internal import Primitives

/// The arithmetic of the log: what a row's digest covers, how a commit's rows become one root, how commits are chained.
enum ChangeDigest {
    static func of(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    static func of(_ text: String) -> [UInt8] {
        var message = DigestMessage()
        message.append(text.utf8)
        return of(message.bytes)
    }

    /// The digest of a row covers its payload by the payload's own digest, so that retention can remove the payload and
    /// the row still proves itself.
    static func row(
        sequence: Int64, link: Int64, time: Timestamp, actor: ChangeActor, action: String, incident: Int64?, alert: Int64?,
        payloadDigest: [UInt8]
    ) -> [UInt8] {
        var message = DigestMessage()
        for number in [sequence, link, time.ticks, actor.isPerson ? 1 : 0, incident ?? -1, alert ?? -1] { message.add(number) }
        message.add(actor.name)
        message.add(action)
        message.append(payloadDigest)
        return of(message.bytes)
    }

    /// The root of a Merkle tree over the rows of one commit. Leaves and inner nodes are prefixed differently (as in
    /// RFC 6962), so that neither can pass for the other.
    static func root(of digests: [[UInt8]]) -> [UInt8] {
        var level = digests.map { of([0] + $0) }
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map { index in
                index + 1 < level.count ? of([1] + level[index] + level[index + 1]) : level[index]
            }
        }
        return level.first ?? of([])
    }

    /// The digest that seals a commit and everything before it.
    static func link(number: Int64, first: Int64, last: Int64, root: [UInt8], previous: [UInt8]) -> [UInt8] {
        var message = DigestMessage()
        for number in [number, first, last] { message.add(number) }
        message.append(root)
        message.append(previous)
        return of(message.bytes)
    }

    /// What stands before the first commit.
    static let genesis = [UInt8](repeating: 0, count: 32)
}

/// Fields laid one behind the other so that no two lists of fields give the same bytes: numbers in eight bytes, texts
/// behind their length.
struct DigestMessage {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        append(text.utf8)
    }

    /// Bytes without their length: for what has always the same, and for the last field.
    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }
}
