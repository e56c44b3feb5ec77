internal import Crypto
internal import CryptoExtras
internal import Foundation

/// A password as it is kept: scrypt, with its parameters beside it, so that they can be raised later.
///
///     $scrypt$ln=15,r=8,p=1$<salt>$<hash>        (base64 without padding)
struct PasswordHash: Hashable, Sendable {
    struct Parameters: Hashable, Sendable {
        /// The exponent of the cost: 2^15 blocks.
        var logRounds = 15
        var blockSize = 8
        var parallelism = 1

        /// What is used now: 32 MiB for each password.
        static let current = Parameters()
        /// Bounds for what is read back, so that a damaged row cannot take the memory.
        var isSane: Bool { (10...20).contains(logRounds) && (1...32).contains(blockSize) && (1...16).contains(parallelism) }
    }

    static let saltLength = 16
    static let hashLength = 32

    let parameters: Parameters
    let salt: [UInt8]
    let hash: [UInt8]

    /// Hashes a password; slow by design.
    init(_ password: String, _ parameters: Parameters = .current) throws {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<PasswordHash.saltLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        self.parameters = parameters
        self.salt = salt
        hash = try PasswordHash.derive(password, salt, parameters)
    }

    /// Reads what `text` wrote; `nil` where it is none.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[1] == "scrypt" else { return nil }
        var parameters = Parameters(logRounds: 0, blockSize: 0, parallelism: 0)
        for field in parts[2].split(separator: ",") {
            let pair = field.split(separator: "=")
            guard pair.count == 2, let number = Int(pair[1]) else { return nil }
            switch pair[0] {
            case "ln": parameters.logRounds = number
            case "r": parameters.blockSize = number
            case "p": parameters.parallelism = number
            default: return nil
            }
        }
        guard parameters.isSane, let salt = PasswordHash.bytes(parts[3]), let hash = PasswordHash.bytes(parts[4]), !hash.isEmpty
        else {
            return nil
        }
        self.parameters = parameters
        self.salt = salt
        self.hash = hash
    }

    var text: String {
        "$scrypt$ln=\(parameters.logRounds),r=\(parameters.blockSize),p=\(parameters.parallelism)"
            + "$\(PasswordHash.text(salt))$\(PasswordHash.text(hash))"
    }

    /// Whether it is this password; slow by design.
    func verifies(_ password: String) throws -> Bool {
        AccessToken.areEqual(try PasswordHash.derive(password, salt, parameters), hash)
    }

    static func derive(
        _ password: String, _ salt: [UInt8], _ parameters: Parameters, length: Int = hashLength
    ) throws -> [UInt8] {
        // The same letters may be typed as different code points on another keyboard.
        let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: length, rounds: 1 << parameters.logRounds,
            blockSize: parameters.blockSize, parallelism: parameters.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacingOccurrences(of: "=", with: "")
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}

/// What a password must be like.
public enum PasswordRule {
    /// Characters, at least. Length is what counts against guessing; kinds of signs are not asked for.
    public static let minimumLength = 12
    /// Bytes, at most.
    public static let maximumBytes = 1024

    /// - Throws: `AccessError.badPassword`.
    static func check(_ password: String, of account: String) throws(AccessError) {
        guard password.count >= minimumLength else { throw .badPassword("take \(minimumLength) characters or more") }
        guard password.utf8.count <= maximumBytes else { throw .badPassword("take \(maximumBytes) bytes at most") }
        guard Set(password).count > 4 else { throw .badPassword("take more than a few different characters") }
        guard !password.lowercased().contains(account) || account.count < 4 else {
            throw .badPassword("leave the account's name out of it")
        }
    }
}
