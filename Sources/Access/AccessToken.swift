internal import Crypto
internal import Primitives

/// A secret that a program shows to be let in. Only its digest is kept, so that a stolen store opens nothing.
public struct AccessToken: Sendable {
    /// Bytes of chance in a token.
    public static let strength = 32
    /// By this beginning, leaked tokens are found by scanners of code and logs.
    public static let prefix = "wf_"

    /// What the program sends.
    public let text: String

    /// A new one, from the system's generator.
    public init() {
        let key = SymmetricKey(size: SymmetricKeySize(bitCount: AccessToken.strength * 8))
        text = AccessToken.prefix + key.withUnsafeBytes { hexadecimal($0) }
    }

    public var digest: [UInt8] { AccessToken.digest(of: text) }

    /// SHA-256; a token has too much chance in it for a slow hash to add anything.
    public static func digest(of text: some StringProtocol) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }
}
