/// A UUID that follows from a kind of thing and a number, and leads back to the number: for clients that know things by UUIDs
/// only. Version 8 of RFC 9562: the last 48 bits are the number, the others a digest of both.
public struct StableUUID: Hashable, Sendable, CustomStringConvertible {
    /// The largest number that fits.
    public static let maximumNumber: Int64 = 1 << 48 - 1

    public let description: String

    /// - Parameter kind: the word for the kind of thing. It must never change.
    public init(_ kind: StaticString, _ number: Int64) {
        let number = number & StableUUID.maximumNumber
        var digest = Fingerprint()
        digest.add("\(kind)".utf8)
        digest.separate()
        digest.add(withUnsafeBytes(of: UInt64(number).bigEndian, Array.init))
        self.init(digest, last: hexadecimal(withUnsafeBytes(of: UInt64(number).bigEndian, Array.init).dropFirst(2)))
    }

    /// For a thing without a number; it leads nowhere back.
    public init(_ kind: StaticString, content: String) {
        var digest = Fingerprint()
        digest.add("\(kind)".utf8)
        digest.separate()
        digest.add(content.utf8)
        self.init(digest, last: String(digest.text.suffix(12)))
    }

    private init(_ digest: Fingerprint, last: String) {
        let digits = Array(digest.text)
        description =
            String(digits[0..<8]) + "-" + String(digits[8..<12]) + "-8" + String(digits[12..<15]) + "-8" + String(digits[15..<18])
            + "-" + last
    }

    /// The number of the thing that a UUID names; `nil` where it names none of this kind.
    public static func number(of text: some StringProtocol, _ kind: StaticString) -> Int64? {
        guard text.utf8.count == 36, let number = Int64(text.suffix(12), radix: 16), number >= 0 else { return nil }
        return StableUUID(kind, number).description == text.lowercased() ? number : nil
    }
}
