internal import Crypto
internal import Foundation
public import Primitives

/// How Azure Monitor's HTTP Data Collector signs requests: `SharedKey NAME:SIGNATURE`, an HMAC over the request's head with a key
/// that both sides know. The signature says nothing of the body, as the protocol has it; its time bounds how long it is good.
public struct SharedKeySignature: Sendable {
    /// How far a request's time may be from ours.
    public static let window = Duration.minutes(15)

    /// What the request calls the workspace: here the source.
    public let name: String
    private let code: [UInt8]

    /// - Parameter header: the value of `Authorization`; `nil` where it is none of this kind.
    public init?(header: String) {
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "sharedkey", let colon = parts[1].firstIndex(of: ":"),
            let code = Data(base64Encoded: String(parts[1][parts[1].index(after: colon)...]))
        else {
            return nil
        }
        name = String(parts[1][..<colon])
        self.code = Array(code)
    }

    /// The parts of a request that are signed.
    public struct Head: Sendable {
        var method: String
        var length: String
        var contentType: String
        var date: String
        var path: String

        public init(method: String, length: String, contentType: String, date: String, path: String) {
            (self.method, self.length, self.contentType, self.date, self.path) = (method, length, contentType, date, path)
        }

        var text: String { "\(method)\n\(length)\n\(contentType)\nx-ms-date:\(date)\n\(path)" }
    }

    /// Whether the head was signed with the key, about now. Takes the same time for every signature.
    public func isGood(for head: Head, key: [UInt8], at now: Timestamp) -> Bool {
        let isSigned = HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Array(head.text.utf8), using: SymmetricKey(data: key))
        guard isSigned, let time = Timestamp(httpDate: head.date) else { return false }
        return (time - now).magnitude <= SharedKeySignature.window.ticks
    }

    /// What a program that knows the key sends.
    static func header(_ name: String, for head: Head, key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(head.text.utf8), using: SymmetricKey(data: key))
        return "SharedKey \(name):\(Data(code).base64EncodedString())"
    }
}

extension Duration {
    fileprivate var magnitude: Int64 { ticks < 0 ? -ticks : ticks }
}
