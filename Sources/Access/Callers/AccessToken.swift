internal import Crypto
internal import Primitives

/// A secret that a program shows to be let in. Only its digest is kept, so that a stolen store opens nothing.
public struct AccessToken: Sendable {
    /// Bytes of chance in a token.
    public static let strength = 32
    /// By this beginning, leaked tokens are found by scanners of code and logs.
    public static let prefix = "wf_"
    /// The beginning of an API client's secret, which opens nothing but the token endpoint.
    public static let clientPrefix = "wfc_"

    /// What the program sends.
    public let text: String

    /// A new one, from the system's generator.
    public init(prefix: String = AccessToken.prefix) {
        let key = SymmetricKey(size: SymmetricKeySize(bitCount: AccessToken.strength * 8))
        text = prefix + key.withUnsafeBytes { hexadecimal($0) }
    }

    public var digest: [UInt8] { AccessToken.digest(of: text) }

    /// SHA-256; a token has too much chance in it for a slow hash to add anything.
    public static func digest(of text: some StringProtocol) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }

    /// Compares without stopping at the first difference.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
