internal import Foundation

/// Why the server has no certificate to show.
enum CertificateError: Error, Hashable, CustomStringConvertible {
    case unreadable(file: String, String)
    case noCertificate(file: String)
    case noKey(file: String, String)
    case doNotMatch(certificate: String, key: String)
    case expired(file: String, since: String)
    case notYetValid(file: String, from: String)
    case unreadableAuthority(folder: String, String)
    case notWritten(String)

    var description: String {
        switch self {
        case .unreadable(let file, let reason): "'\(file)' cannot be read: \(reason)"
        case .noCertificate(let file):
            "'\(file)' holds no certificate; it has to be PEM, the server's own certificate first, then those that signed it"
        case .noKey(let file, let reason):
            "'\(file)' holds no private key that can be used (\(reason)); it has to be PEM, RSA or ECDSA, without a passphrase"
        case .doNotMatch(let certificate, let key):
            "the key in '\(key)' does not belong to the first certificate in '\(certificate)'"
        case .expired(let file, let since): "the certificate in '\(file)' expired on \(since); get a new one"
        case .notYetValid(let file, let from):
            "the certificate in '\(file)' is good from \(from) on only; look at the machine's clock"
        case .unreadableAuthority(let folder, let reason):
            "the local authority in '\(folder)' cannot be read (\(reason)); get ca.pem and ca.key from a backup, or remove "
                + "both, and a new one is made that clients have to be told to trust"
        case .notWritten(let file): "'\(file)' cannot be written; look at the rights of its folder, and at the disk"
        }
    }
}
