internal import Foundation

/// The files of the local authority.
struct TLSFolder {
    let folder: URL

    /// The authority's certificate: what clients trust.
    var authority: URL { folder.appendingPathComponent("ca.pem") }
    /// Whoever has this key can speak in the server's name to everybody who trusts the authority.
    var authorityKey: URL { folder.appendingPathComponent("ca.key") }
    var certificate: URL { folder.appendingPathComponent("server.pem") }
    var key: URL { folder.appendingPathComponent("server.key") }
}
