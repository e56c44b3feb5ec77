public import NIOCore
internal import Primitives

/// Where a client is, as far as limits tell clients apart: an IPv4 address, or the 64 bits of an IPv6 address that a network
/// gives out to one customer at least.
public enum RemoteAddress {
    public static func text(of channel: any Channel) -> String {
        guard let text = channel.remoteAddress?.ipAddress, let address = IPAddress(text) else { return "unknown" }
        return address.isIPv4 || address.isLoopback ? address.description : address.prefix(64).description + "/64"
    }
}
