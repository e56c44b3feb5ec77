internal import Foundation
public import Primitives

/// Where a webhook's messages go. The address of a webhook is what somebody typed; this keeps it from making the server talk to
/// what only the server can reach.
public struct WebhookTarget: Hashable, Sendable {
    public let url: String
    public let host: String
    public let port: Int
    public let isEncrypted: Bool

    /// - Throws: `WebhookError.badURL`.
    public init(_ text: String) throws(WebhookError) {
        guard text.utf8.count <= 2048, var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            var host = parts.host?.lowercased(), !host.isEmpty
        else { throw .badURL(text, reason: "it is no address such as https://soar.example/hook") }
        guard parts.user == nil, parts.password == nil, parts.fragment == nil else {
            throw .badURL(text, reason: "it holds a user, a password or a fragment")
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let address = IPAddress(host)
        if let address, let reason = WebhookTarget.refusal(of: address) { throw .badURL(text, reason: reason) }
        // What stands for an address in other notations (2130706433, 0x7f.1) is a name to us and an address to a resolver.
        guard address != nil || WebhookTarget.isName(host) else {
            throw .badURL(text, reason: "its host is neither a name in ASCII nor an address in the usual form")
        }
        switch scheme {
        case "https": break
        case "http":
            guard host == "localhost" || address?.isLoopback == true else {
                throw .badURL(text, reason: "http is for this machine alone; use https")
            }
        default: throw .badURL(text, reason: "it begins neither with https:// nor with http://")
        }
        // The name is resolved under this spelling, and nobody resolves it again.
        if address == nil { parts.host = host }
        guard let spelled = parts.string else { throw .badURL(text, reason: "it cannot be spelled out") }
        url = spelled
        self.host = host
        isEncrypted = scheme == "https"
        port = parts.port ?? (isEncrypted ? 443 : 80)
    }

    private static func isName(_ host: String) -> Bool {
        host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."),
                UInt8(ascii: "_"):
                true
            default: false
            }
        } && host.split(separator: ".").last?.contains { $0.isLetter } == true
    }

    /// Why nothing is sent to an address; `nil` where it may be. Asked again for what a name resolves to, at every attempt.
    public static func refusal(of address: IPAddress) -> String? {
        if address.isNobody { return "\(address) is no single machine" }
        if address.isLinkLocal || metadata.contains(where: { $0.contains(address) }) {
            return "\(address) is an address of the link or of a cloud's metadata service"
        }
        return nil
    }

    /// Metadata services outside the link-local block, and blocks that lead to IPv4 addresses by another way.
    private static let metadata = [
        "100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::254/128", "fd20:ce::254/128", "64:ff9b::/96", "2002::/16",
    ]
    .compactMap { AddressBlock($0) }
}
