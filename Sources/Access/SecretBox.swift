internal import Crypto
public import Foundation

/// Seals secrets that the product has to show to others, with a key that lives outside the database: whoever has the database
/// file alone reads none of them.
public struct SecretBox: Sendable {
    private static let keyName = "secrets.key"

    private let key: SymmetricKey

    /// Reads the key from a folder, or makes one there on first use (readable by its owner alone).
    /// - Throws: `SecretBoxError`. A key that is there but cannot be read is never replaced.
    public init(folder: URL) throws {
        let file = folder.appendingPathComponent(SecretBox.keyName)
        if let bytes = try? Data(contentsOf: file) {
            guard bytes.count == 32 else { throw SecretBoxError.badKey(file.path) }
            key = SymmetricKey(data: bytes)
            return
        }
        guard !FileManager.default.fileExists(atPath: file.path) else { throw SecretBoxError.badKey(file.path) }
        key = SymmetricKey(size: .bits256)
        let wasMade = FileManager.default.createFile(
            atPath: file.path, contents: key.withUnsafeBytes { Data($0) }, attributes: [.posixPermissions: 0o600])
        guard wasMade else { throw SecretBoxError.badKey(file.path) }
    }

    /// A key that follows from bytes and from ours: the same for the same, and for nobody who lacks ours.
    public func key(for purpose: String, from bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8) + [0] + bytes, using: key))
    }

    /// - Parameter purpose: what the secret is for; it opens for nothing else.
    public func seal(_ secret: String, for purpose: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(secret.utf8), using: key, authenticating: Array(purpose.utf8))
        return Array(box.combined ?? Data())
    }

    /// - Throws: `SecretBoxError.notOpened` where it was sealed with another key, for another purpose, or was altered.
    public func open(_ sealed: [UInt8], for purpose: String) throws -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return String(decoding: try AES.GCM.open(box, using: key, authenticating: Array(purpose.utf8)), as: UTF8.self)
        } catch {
            throw SecretBoxError.notOpened
        }
    }
}

/// Why a secret cannot be sealed or opened.
public enum SecretBoxError: Error, Hashable, Sendable, CustomStringConvertible {
    case badKey(String)
    case notOpened

    public var description: String {
        switch self {
        case .badKey(let path): "the key \(path) cannot be read or made; restore it from a backup, or make it readable"
        case .notOpened: "a stored secret does not open with the key of this installation; set it anew"
        }
    }
}
