internal import Foundation
internal import NIOSSL
internal import SwiftASN1
internal import X509

/// What the server shows clients: a chain of certificates, and the key to it.
struct ServerIdentity: Sendable {
    let certificateFile: String
    let keyFile: String
    /// The first of the chain: the server's own.
    let certificate: Certificate

    var expires: Date { certificate.notValidAfter }

    /// - Throws: `CertificateError` where the two do not serve: unreadable, not belonging together, expired.
    init(certificate: String, key: String, now: Date) throws {
        certificateFile = certificate
        keyFile = key
        let chain = try ServerIdentity.text(of: certificate)
        guard let first = try? PEMDocument.parseMultiple(pemString: chain).first(where: { $0.discriminator == "CERTIFICATE" }),
            let own = try? Certificate(pemDocument: first)
        else { throw CertificateError.noCertificate(file: certificate) }
        let keyText = try ServerIdentity.text(of: key)
        let privateKey: Certificate.PrivateKey
        do {
            privateKey = try Certificate.PrivateKey(pemDocument: ServerIdentity.keyDocument(in: keyText))
        } catch {
            throw CertificateError.noKey(file: key, "\(error)")
        }
        guard privateKey.publicKey == own.publicKey else { throw CertificateError.doNotMatch(certificate: certificate, key: key) }
        guard own.notValidAfter > now else {
            throw CertificateError.expired(file: certificate, since: ServerIdentity.day(own.notValidAfter))
        }
        guard own.notValidBefore <= now else {
            throw CertificateError.notYetValid(file: certificate, from: ServerIdentity.day(own.notValidBefore))
        }
        self.certificate = own
    }

    /// How TLS is spoken: 1.2 and up, HTTP/2 preferred.
    func configuration() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(certificateFile)
        let key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        return configuration
    }

    /// The first key of a file; tools put the parameters of its curve before it.
    private static func keyDocument(in text: String) throws -> PEMDocument {
        let documents = try PEMDocument.parseMultiple(pemString: text)
        guard let document = documents.first(where: { $0.discriminator.hasSuffix("PRIVATE KEY") }) else {
            throw ASN1Error.invalidPEMDocument(reason: "there is none in it")
        }
        return document
    }

    private static func text(of file: String) throws -> String {
        do {
            return try String(contentsOfFile: file, encoding: .utf8)
        } catch let error as CocoaError {
            let reason = error.code == .fileReadNoSuchFile ? "there is no such file" : error.localizedDescription
            throw CertificateError.unreadable(file: file, reason)
        }
    }

    static func day(_ date: Date) -> String {
        date.formatted(.iso8601.year().month().day())
    }
}
