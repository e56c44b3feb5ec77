internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import JWTKit
internal import Primitives

/// A key that signs API clients' tokens: RSA with 2048 bits, the kind that every client library knows.
struct SigningKey: Sendable {
    /// The thumbprint of the public key (RFC 7638), by which a token names it.
    let id: String
    let created: Timestamp
    let key: JWTKit.Insecure.RSA.PrivateKey
    /// The public key's two numbers, big-endian.
    let modulus: Data
    let exponent: Data

    private init(_ key: JWTKit.Insecure.RSA.PrivateKey, created: Timestamp) throws {
        self.key = key
        self.created = created
        (modulus, exponent) = try key.publicKey.getKeyPrimitives()
        let canonical = "{\"e\":\"\(SigningKey.base64url(exponent))\",\"kty\":\"RSA\",\"n\":\"\(SigningKey.base64url(modulus))\"}"
        id = SigningKey.base64url(Data(SHA256.hash(data: Data(canonical.utf8))))
    }

    /// A new one; takes a good part of a second.
    static func make(at now: Timestamp) throws -> SigningKey {
        try SigningKey(JWTKit.Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048)), created: now)
    }

    private static let prefix = "token-signing-"
    private static let suffix = ".pem"

    /// The file's name says when the key was made, in ticks: two of one second stay in their order.
    private var fileName: String { "\(SigningKey.prefix)\(created.ticks)-\(id.prefix(8))\(SigningKey.suffix)" }

    /// Those of a folder, oldest first.
    /// - Throws: where one is there and cannot be read: it is never replaced silently.
    static func all(in folder: URL) throws -> [SigningKey] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return try names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.map { name in
            let file = folder.appendingPathComponent(name)
            guard let ticks = Int64(name.dropFirst(prefix.utf8.count).prefix { $0.isNumber }) else {
                throw SigningKeyError(path: file.path, reason: "its name does not say when it was made")
            }
            do {
                let key = try JWTKit.Insecure.RSA.PrivateKey(pem: String(contentsOf: file, encoding: .utf8))
                return try SigningKey(key, created: Timestamp(ticks: ticks))
            } catch {
                throw SigningKeyError(path: file.path, reason: "\(error)")
            }
        }.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    /// Writes it where its owner alone can read it.
    func save(in folder: URL) throws {
        let file = folder.appendingPathComponent(fileName)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(key.pemRepresentation.utf8), attributes: [.posixPermissions: 0o600])
        else { throw SigningKeyError(path: file.path, reason: "it cannot be written") }
    }

    func remove(from folder: URL) throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(fileName))
    }

    /// The public half as a member of a key set (RFC 7517).
    var publicJSON: JSONValue {
        [
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": .string(id), "x5t": .string(id),
            "n": .string(SigningKey.base64url(modulus)), "e": .string(SigningKey.base64url(exponent)),
        ]
    }

    static func base64url(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

/// A key of the tokens that cannot be used.
public struct SigningKeyError: Error, Sendable, CustomStringConvertible {
    public var path: String
    public var reason: String

    public var description: String {
        "the key of the tokens \(path) cannot be used (\(reason)); restore it, or remove it: its tokens are refused then"
    }
}
