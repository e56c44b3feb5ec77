internal import NIOSSL

/// Why no protected connection came about, as far as it can be told apart.
enum TLSFault: Hashable {
    /// The certificate is by nobody that is trusted here, or has run out.
    case untrusted
    /// The certificate is another name's.
    case otherName
    /// What answers does not speak TLS.
    case notTLS

    init?(_ error: any Error) {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate") {
            self = .untrusted
        } else if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            self = .otherName
        } else if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            self = .notTLS
        } else {
            return nil
        }
    }

    func message(for address: ServerAddress) -> String {
        switch self {
        case .untrusted:
            "the certificate of \(address) is not trusted here; name its authority with --ca FILE (the server keeps it in "
                + "its data folder as tls/ca.pem), or the data folder itself with --data"
        case .otherName:
            "the certificate at \(address) is for other names; call the server by a name that it bears"
        case .notTLS: "what answers at \(address) speaks plain HTTP; say http:// if it is meant to"
        }
    }
}
