internal import Crypto
public import Foundation

/// Signs the links of the change log with a key that lives outside the database, and publishes the newest head beside the
/// key. Whoever owns the database file alone can then neither rewrite nor cut it without being found out.
public struct ChangeSeal: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    private let folder: URL

    /// The file of the key.
    public static let keyName = "change-log.key"
    /// The file of the published head. A head that the database fell behind is kept beside it, its number appended.
    public static let headName = "change-log.head"

    /// Reads the key from a folder, or makes one there on first use (readable by its owner alone).
    /// - Throws: `ChangeSealError`. A key that is there but cannot be read is never replaced.
    public init(folder: URL) throws {
        let file = folder.appendingPathComponent(ChangeSeal.keyName)
        self.folder = folder
        do {
            key = try FileManager.default.fileExists(atPath: file.path) ? ChangeSeal.read(file) : ChangeSeal.make(file)
        } catch {
            throw ChangeSealError.key(path: file.path, reason: "\(error)")
        }
    }

    private static func read(_ file: URL) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: Data(contentsOf: file))
    }

    private static func make(_ file: URL) throws -> Curve25519.Signing.PrivateKey {
        let key = Curve25519.Signing.PrivateKey()
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: key.rawRepresentation, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteNoPermission) }
        return key
    }

    public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// The head that was published last; `nil` before the first.
    public var publishedHead: ChainHead? { head(in: headFile) }

    /// Heads that the database once had and then fell behind: it was cut off, or an older copy took its place.
    var outrunHeads: [ChainHead] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasPrefix(ChangeSeal.headName + ".") }.sorted().compactMap {
            head(in: folder.appendingPathComponent($0))
        }
    }

    private var headFile: URL { folder.appendingPathComponent(ChangeSeal.headName) }

    private func head(in file: URL) -> ChainHead? {
        (try? String(contentsOf: file, encoding: .utf8)).flatMap(ChainHead.init(text:))
    }

    func link(after previous: ChainHead, lastChange: Int64, root: [UInt8]) throws -> ChainHead {
        let digest = ChangeDigest.link(
            number: previous.number + 1, first: previous.lastChange + 1, last: lastChange, root: root, previous: previous.digest)
        return ChainHead(
            number: previous.number + 1, firstChange: previous.lastChange + 1, lastChange: lastChange, root: root,
            digest: digest, signature: Array(try key.signature(for: digest)))
    }

    /// Publishes the database's newest head where that is not done yet.
    /// - Throws: `ChangeSealError.head`.
    func catchUp(with head: ChainHead) throws {
        if head.number > 0, publishedHead != head { try publish(head) }
    }

    /// Replaces the published head. It may lag behind the database by one commit after a crash, never run ahead.
    /// - Throws: `ChangeSealError.head`.
    func publish(_ head: ChainHead) throws {
        do {
            if let old = publishedHead, old.number >= head.number, old != head { try keep(old) }
            try Data(head.text.utf8).write(to: headFile, options: .atomic)
        } catch {
            throw ChangeSealError.head(path: headFile.path, reason: "\(error)")
        }
    }

    /// What a later audit compares with, so that writing on after a cut does not cover it up.
    private func keep(_ head: ChainHead) throws {
        try Data(head.text.utf8).write(to: headFile.appendingPathExtension("\(head.number)"), options: .atomic)
    }

    func verifies(_ head: ChainHead) -> Bool {
        key.publicKey.isValidSignature(head.signature, for: head.digest)
    }
}

/// Why changes cannot be sealed.
public enum ChangeSealError: Error, Sendable, CustomStringConvertible {
    case key(path: String, reason: String)
    case head(path: String, reason: String)

    public var description: String {
        switch self {
        case .key(let path, let reason):
            "the key of the change log \(path) cannot be read or made (\(reason)); restore it, or make it readable"
        case .head(let path, let reason):
            "the head of the change log cannot be written to \(path) (\(reason)); nothing is changed until it can"
        }
    }
}
