internal import ArgumentParser
internal import Foundation

/// Where a server is: `https` anywhere, `http` on this machine alone.
struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    static let standard = "https://127.0.0.1:7480"

    /// Without a slash at the end.
    let description: String
    /// Whether it is on this machine.
    let isLocal: Bool

    /// - Throws: `CommandFailure` where it is no such address, or where the token would travel in the clear.
    init(_ text: String) throws(CommandFailure) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), let host = url.host, !host.isEmpty,
            ["http", "https"].contains(scheme), url.query == nil, url.fragment == nil, url.user == nil
        else {
            throw CommandFailure(
                "'\(text)' is no address of a server; it looks like \(ServerAddress.standard)", .validationFailure)
        }
        guard scheme == "https" || ServerAddress.isLoopback(host) else {
            throw CommandFailure(
                "'\(text)' is another machine, and http would show the token on the way; use https, or a tunnel to 127.0.0.1",
                .validationFailure)
        }
        isLocal = ServerAddress.isLoopback(host)
        description = String(text.reversed().drop { $0 == "/" }.reversed())
    }

    /// Whether a name or address stays on the machine.
    static func isLoopback(_ host: String) -> Bool {
        let host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts[0] == 127 && !parts.contains(nil)
    }

    /// The whole address of a path and its query; options that are `nil` are left out.
    func url(_ path: [String], _ query: KeyValuePairs<String, String?> = [:]) -> String {
        let options = query.compactMap { name, value in value.map { "\(name)=\(ServerAddress.escape($0))" } }
        return description + "/" + path.map(ServerAddress.escape).joined(separator: "/")
            + (options.isEmpty ? "" : "?" + options.joined(separator: "&"))
    }

    private static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,")
}
