internal import ArgumentParser
internal import Server

/// Where a server listens: `127.0.0.1:7480`, `soc.example:7480`, `[::]:7480`.
struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    static let standard = ListenAddress(host: ServerConfiguration.defaultHost, port: ServerConfiguration.defaultPort)

    let host: String
    let port: Int

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// - Throws: `ValidationError` where it is no address and port.
    init(parsing text: String) throws(ValidationError) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw ValidationError("'\(text)' is no place to listen; it looks like \(ListenAddress.standard)")
        }
        let written = String(text[..<colon])
        let isBracketed = written.hasPrefix("[") && written.hasSuffix("]")
        guard isBracketed || !written.contains(":"), !written.isEmpty else {
            throw ValidationError("'\(text)' is no place to listen; an IPv6 address stands in brackets, as in [::1]:7480")
        }
        let host = isBracketed ? String(written.dropFirst().dropLast()) : written
        self.init(host: host, port: Int(port))
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
