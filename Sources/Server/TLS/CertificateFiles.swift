internal import Foundation
internal import SwiftASN1
internal import X509

/// The certificates in the data folder: made where they are missing, renewed where they run out or the names changed.
struct CertificateFiles {
    /// A certificate that has less than this left is made anew.
    static let renewal = TimeInterval(30 * 86_400)

    /// What became of the files.
    enum Change: Hashable {
        case none
        /// A new authority: clients have to be told to trust it.
        case authority
        /// A new certificate by the same authority: nobody has to do anything.
        case certificate
    }

    let folder: TLSFolder
    let change: Change
    let expires: Date

    /// - Throws: `CertificateError` where a file cannot be read or written.
    init(_ folder: TLSFolder, names: CertificateNames, now: Date) throws {
        try FileManager.default.createDirectory(
            at: folder.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let known = try CertificateFiles.authority(in: folder, now: now)
        let authority = try known ?? LocalAuthority(host: names.host, now: now)
        if known == nil {
            try CertificateFiles.write(authority.key.serializeAsPEM().pemString, to: folder.authorityKey, mode: 0o600)
            try CertificateFiles.write(authority.certificate.serializeAsPEM().pemString, to: folder.authority, mode: 0o644)
        }
        self.folder = folder
        if known != nil, let current = CertificateFiles.current(in: folder, by: authority),
            now + CertificateFiles.renewal < current.notValidAfter, names.areCovered(by: current)
        {
            change = .none
            expires = current.notValidAfter
            return
        }
        let issued = try authority.issue(for: names, now: now)
        try CertificateFiles.write(issued.key.serializeAsPEM().pemString, to: folder.key, mode: 0o600)
        try CertificateFiles.write(
            try issued.certificate.serializeAsPEM().pemString + "\n", to: folder.certificate, mode: 0o644)
        change = known == nil ? .authority : .certificate
        expires = issued.certificate.notValidAfter
    }

    /// The stored authority; `nil` where there is none, or it runs out within the time that certificates are renewed ahead.
    private static func authority(in folder: TLSFolder, now: Date) throws -> LocalAuthority? {
        guard FileManager.default.fileExists(atPath: folder.authorityKey.path) else { return nil }
        do {
            let certificate = try Certificate(pemEncoded: String(contentsOf: folder.authority, encoding: .utf8))
            let key = try Certificate.PrivateKey(pemEncoded: String(contentsOf: folder.authorityKey, encoding: .utf8))
            guard certificate.publicKey == key.publicKey else {
                throw CertificateError.doNotMatch(certificate: folder.authority.path, key: folder.authorityKey.path)
            }
            guard now + renewal < certificate.notValidAfter else { return nil }
            return LocalAuthority(certificate: certificate, key: key)
        } catch let error as CertificateError {
            throw error
        } catch {
            throw CertificateError.unreadableAuthority(folder: folder.folder.path, "\(error)")
        }
    }

    /// The stored certificate, where it is whole, by this authority, and has its key.
    private static func current(in folder: TLSFolder, by authority: LocalAuthority) -> Certificate? {
        guard let text = try? String(contentsOf: folder.certificate, encoding: .utf8),
            let certificate = try? Certificate(pemEncoded: text),
            let keyText = try? String(contentsOf: folder.key, encoding: .utf8),
            let key = try? Certificate.PrivateKey(pemEncoded: keyText),
            key.publicKey == certificate.publicKey,
            authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
        else { return nil }
        return certificate
    }

    /// Writes beside, then puts it into place, so that a reader never finds half a file.
    private static func write(_ text: String, to file: URL, mode: Int) throws {
        let fresh = file.appendingPathExtension("new")
        try? FileManager.default.removeItem(at: fresh)
        let wasMade = FileManager.default.createFile(
            atPath: fresh.path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        guard wasMade, rename(fresh.path, file.path) == 0 else { throw CertificateError.notWritten(file.path) }
    }
}
