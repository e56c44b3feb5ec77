internal import Primitives

/// Where a source listens for syslog: `udp://127.0.0.1:5514`, `tcp://[::]:601`, `tls://0.0.0.0:6514`.
public struct ListenerAddress: Hashable, Sendable, CustomStringConvertible {
    public enum Transport: String, CaseIterable, Sendable {
        case udp, tcp, tls
    }

    public var transport: Transport
    /// An IP address, without brackets.
    public var host: String
    public var port: Int

    /// - Throws: `ListenerAddressError`.
    public init(_ text: String) throws(ListenerAddressError) {
        guard let colon = text.firstRange(of: "://"), let transport = Transport(rawValue: text[..<colon.lowerBound].lowercased())
        else { throw .badTransport(text) }
        let rest = text[colon.upperBound...]
        guard let last = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: last)...]), (1...65535).contains(port)
        else { throw .badPort(text) }
        var host = rest[..<last]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard IPAddress(String(host)) != nil else { throw .badHost(text) }
        self.transport = transport
        self.host = String(host)
        self.port = port
    }

    public var description: String {
        "\(transport.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}

/// Why a text is no address to listen on.
public enum ListenerAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    case badTransport(String)
    case badHost(String)
    case badPort(String)

    public var description: String {
        switch self {
        case .badTransport(let text): "'\(text)' is no address to listen on: it begins with udp://, tcp:// or tls://"
        case .badHost(let text): "'\(text)' names no IP address to listen on; 0.0.0.0 and [::] mean all of this machine"
        case .badPort(let text): "'\(text)' has no port from 1 to 65535 at its end"
        }
    }
}
