internal import Foundation

/// How connections are protected.
public enum TransportSecurity: Hashable, Sendable {
    /// TLS with a certificate of the installation's own authority.
    case local
    /// TLS with a certificate and key of somebody's own, as PEM files.
    case files(certificate: String, key: String)
    /// None: for loopback addresses alone.
    case none

    var scheme: String { self == .none ? "http" : "https" }
}

/// How clients come to trust an authority that no system knows.
struct TrustAdvice {
    let authority: String
    let address: String

    var text: String {
        """
        A certificate authority was made for this server: \(authority)
        It is not known anywhere else, so clients have to be told to trust it:
          curl --cacert '\(authority)' \(address)/healthz
          export REQUESTS_CA_BUNDLE='\(authority)'    # Python: requests, azure-identity
          export SSL_CERT_FILE='\(authority)'         # Python: httpx, msgraph-sdk; Go; OpenSSL
          sudo install -m 644 '\(authority)' /usr/local/share/ca-certificates/watchfloor.crt && sudo update-ca-certificates
        The commands of watchfloor find it in the data folder; elsewhere --ca FILE or WATCHFLOOR_CA names a copy of it.

        """
    }
}
