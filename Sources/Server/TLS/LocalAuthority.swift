internal import Crypto
internal import Foundation
internal import SwiftASN1
internal import X509

/// A certificate authority of the installation's own: made once, trusted by its clients, and good for nothing but this
/// server's certificates.
struct LocalAuthority {
    /// How long the authority is good.
    static let lifetime = TimeInterval(10 * 365 * 86_400)
    /// How long a certificate of it is good.
    static let certificateLifetime = TimeInterval(365 * 86_400)
    /// Validity begins this much early, for clients whose clocks are late.
    static let clockTolerance = TimeInterval(3600)

    let certificate: Certificate
    let key: Certificate.PrivateKey

    init(certificate: Certificate, key: Certificate.PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// A new one.
    /// - Parameter host: the machine's name, so that people can tell several apart in their lists.
    init(host: String, now: Date) throws {
        key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName {
            OrganizationName("Watchfloor")
            CommonName("Watchfloor local CA of \(host)")
        }
        let isAuthority = BasicConstraints.isCertificateAuthority(maxPathLength: 0)
        let identifier = SubjectKeyIdentifier(hash: key.publicKey)
        certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now - LocalAuthority.clockTolerance, notValidAfter: now + LocalAuthority.lifetime,
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(isAuthority)
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                identifier
            },
            issuerPrivateKey: key)
    }

    /// A server's certificate with a new key. It does not outlive the authority.
    func issue(for names: CertificateNames, now: Date) throws -> (certificate: Certificate, key: Certificate.PrivateKey) {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName(names.host) }
        let issuer = SubjectKeyIdentifier(hash: self.key.publicKey)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now - LocalAuthority.clockTolerance,
            notValidAfter: min(now + LocalAuthority.certificateLifetime, self.certificate.notValidAfter),
            issuer: self.certificate.subject, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.generalNames)
                SubjectKeyIdentifier(hash: key.publicKey)
                AuthorityKeyIdentifier(keyIdentifier: issuer.keyIdentifier)
            },
            issuerPrivateKey: self.key)
        return (certificate, key)
    }
}
