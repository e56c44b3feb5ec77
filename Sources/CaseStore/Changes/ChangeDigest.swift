internal import Crypto
internal import Primitives

/// The arithmetic of the log: what a row's digest covers, how a commit's rows become one root, how commits are chained.
enum ChangeDigest {
    static func of(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: Array(bytes)))
    }

    /// The digest of a row covers its payload by the payload's own digest, so that retention can remove the payload and
    /// the row still proves itself.
    static func row(
        sequence: Int64, link: Int64, time: Timestamp, actor: ChangeActor, action: String, incident: Int64?, alert: Int64?,
        payloadDigest: [UInt8]
    ) -> [UInt8] {
        var hash = SHA256()
        for number in [sequence, link, time.ticks, actor.isPerson ? 1 : 0, incident ?? -1, alert ?? -1] {
            withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
        }
        for text in [actor.name, action] {
            withUnsafeBytes(of: Int64(text.utf8.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(text.utf8))
        }
        hash.update(data: payloadDigest)
        return Array(hash.finalize())
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
        var hash = SHA256()
        for number in [number, first, last] {
            withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
        }
        hash.update(data: root)
        hash.update(data: previous)
        return Array(hash.finalize())
    }

    /// What stands before the first commit.
    static let genesis = [UInt8](repeating: 0, count: 32)
}
