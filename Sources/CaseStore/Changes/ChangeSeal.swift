internal import Crypto
public import Foundation

/// Signs the links of the change log with a key that lives outside the database, and publishes the newest head beside the
/// key. Whoever owns the database file alone can then neither rewrite nor cut it without being found out.
public struct ChangeSeal: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    private let headFile: URL

    /// Reads the key from a folder, or makes one there on first use (readable by its owner alone).
    /// - Throws: an error of the file system, or `CryptoKitError` where the file holds no key.
    public init(folder: URL) throws {
        let file = folder.appendingPathComponent("change-log.key")
        headFile = folder.appendingPathComponent("change-log.head")
        if let bytes = try? Data(contentsOf: file) {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        } else {
            key = Curve25519.Signing.PrivateKey()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard
                FileManager.default.createFile(
                    atPath: file.path, contents: key.rawRepresentation, attributes: [.posixPermissions: 0o600])
            else { throw CocoaError(.fileWriteNoPermission) }
        }
    }

    public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// The head that was published last; `nil` before the first.
    public var publishedHead: ChainHead? {
        (try? String(contentsOf: headFile, encoding: .utf8)).flatMap(ChainHead.init(text:))
    }

    func link(after previous: ChainHead, lastChange: Int64, root: [UInt8]) throws -> ChainHead {
        let digest = ChangeDigest.link(
            number: previous.number + 1, first: previous.lastChange + 1, last: lastChange, root: root, previous: previous.digest)
        return ChainHead(
            number: previous.number + 1, firstChange: previous.lastChange + 1, lastChange: lastChange, root: root,
            digest: digest, signature: Array(try key.signature(for: digest)))
    }

    /// Replaces the published head. It may lag behind the database by one commit after a crash, never run ahead.
    func publish(_ head: ChainHead) throws {
        try Data(head.text.utf8).write(to: headFile, options: .atomic)
    }

    func verifies(_ head: ChainHead) -> Bool {
        key.publicKey.isValidSignature(head.signature, for: head.digest)
    }
}
