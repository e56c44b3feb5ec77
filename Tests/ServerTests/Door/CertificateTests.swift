import Crypto
import Foundation
import Primitives
import ServerHarness
import SwiftASN1
import Testing
@_spi(FixedExpiryValidationTime) import X509

@testable import Server

@Suite(.fewAtATime) struct CertificateTests {
    private let now = Date(timeIntervalSince1970: 1_780_000_000)
    private let names = CertificateNames(host: "Web01.soc.example", listen: "10.1.2.3", own: [])

    private func folder() -> TLSFolder {
        TLSFolder(
            folder: FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-tls-\(UUID().uuidString)"))
    }

    private func certificate(_ file: URL) throws -> Certificate {
        try Certificate(pemEncoded: try String(contentsOf: file, encoding: .utf8))
    }

    @Test func namesOfAServer() {
        #expect(names.dns == ["localhost", "web01.soc.example"])
        #expect(names.addresses.map(\.description) == ["127.0.0.1", "::1", "10.1.2.3"])
        let all = CertificateNames(
            host: "web01", listen: "0.0.0.0",
            own: ["127.0.0.1", "10.0.0.8", "fe80::1", "2001:db8::7"].compactMap { IPAddress($0) })
        #expect(Set(all.addresses.map(\.description)) == ["127.0.0.1", "::1", "10.0.0.8", "2001:db8::7"])
        let named = CertificateNames(host: "bad host\n", listen: "soc.example", own: [])
        #expect(named.dns == ["localhost", "soc.example"])
    }

    /// What strict verifiers ask for (RFC 5280): they are what the certificates are for.
    @Test func certificatesAreAsStrictClientsWantThem() async throws {
        let authority = try LocalAuthority(host: "web01", now: now)
        let leaf = try authority.issue(for: names, now: now).certificate
        var verifier = Verifier(rootCertificates: CertificateStore([authority.certificate])) {
            RFC5280Policy(fixedExpiryValidationTime: now)
            ServerIdentityPolicy(serverHostname: "web01.soc.example", serverIP: nil)
        }
        guard case .validCertificate = await verifier.validate(leaf: leaf, intermediates: CertificateStore([])) else {
            Issue.record("the certificate does not verify")
            return
        }
        #expect(leaf.notValidAfter.timeIntervalSince(now) == 365 * 86_400)
        #expect(authority.certificate.notValidAfter.timeIntervalSince(now) == 3650 * 86_400)
        #expect(try leaf.extensions.keyUsage?.digitalSignature == true)
        #expect(
            try leaf.extensions.authorityKeyIdentifier?.keyIdentifier
                == authority.certificate.extensions.subjectKeyIdentifier?.keyIdentifier)
    }

    @Test func renewalAndChangedNames() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder.folder) }
        #expect(try CertificateFiles(folder, names: names, now: now).change == .authority)
        let authority = try certificate(folder.authority)
        #expect(try CertificateFiles(folder, names: names, now: now + 334 * 86_400).change == .none)
        #expect(try CertificateFiles(folder, names: names, now: now + 336 * 86_400).change == .certificate)
        #expect(try certificate(folder.certificate).notValidAfter > now + 700 * 86_400)
        let moved = CertificateNames(host: "web02", listen: "10.1.2.3", own: [])
        #expect(try CertificateFiles(folder, names: moved, now: now + 336 * 86_400).change == .certificate)
        try FileManager.default.removeItem(at: folder.key)
        #expect(try CertificateFiles(folder, names: moved, now: now + 336 * 86_400).change == .certificate)
        #expect(try certificate(folder.authority) == authority)
        #expect(try CertificateFiles(folder, names: moved, now: now + 3640 * 86_400).change == .authority)
    }

    @Test func aDamagedAuthorityIsNotReplacedSilently() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder.folder) }
        _ = try CertificateFiles(folder, names: names, now: now)
        try Data("nonsense".utf8).write(to: folder.authority)
        #expect { try CertificateFiles(folder, names: names, now: now) } throws: { "\($0)".contains("backup") }
    }

    @Test func filesOfOnesOwn() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder.folder) }
        _ = try CertificateFiles(folder, names: names, now: now)
        let (certificate, key) = (folder.certificate.path, folder.key.path)
        _ = try ServerIdentity(certificate: certificate, key: key, now: now).configuration()
        let day = 86_400.0
        #expect { try ServerIdentity(certificate: certificate, key: key, now: now + 366 * day) } throws: {
            "\($0)".contains("expired on 2027-")
        }
        #expect { try ServerIdentity(certificate: certificate, key: key, now: now - day) } throws: { "\($0)".contains("clock") }
        #expect { try ServerIdentity(certificate: certificate, key: folder.authorityKey.path, now: now) } throws: {
            "\($0)".contains("does not belong")
        }
        #expect { try ServerIdentity(certificate: key, key: key, now: now) } throws: { "\($0)".contains("no certificate") }
        #expect { try ServerIdentity(certificate: certificate, key: certificate, now: now) } throws: {
            "\($0)".contains("no private key")
        }
        #expect { try ServerIdentity(certificate: certificate, key: "/nonexistent", now: now) } throws: {
            "\($0)".contains("no such file")
        }
    }

    /// The certificate is made anew while the server runs, and files that do not serve do not take the old one away.
    @Test func theShownCertificateIsRenewed() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder.folder) }
        let read: @Sendable (Date) throws -> ServerIdentity = { [names] now in
            let files = try CertificateFiles(folder, names: names, now: now)
            return try ServerIdentity(certificate: files.folder.certificate.path, key: files.folder.key.path, now: now)
        }
        let shown = try ShownIdentity(try read(now))
        let (lines, day) = (KeptLog(), 86_400.0)
        let renewal = CertificateRenewal(shown: shown, interval: 1, read: read, logger: lines.logger)
        let first = shown.current.certificate
        var lastWarning = Date.distantPast
        renewal.look(at: now + 300 * day, lastWarning: &lastWarning)
        #expect(shown.current.certificate == first && lines.text.isEmpty)
        renewal.look(at: now + 340 * day, lastWarning: &lastWarning)
        let second = shown.current
        #expect(second.certificate != first && second.expires > now + 700 * day && lines.text.contains("certificate replaced"))
        try Data("nonsense".utf8).write(to: folder.authority)
        renewal.look(at: now + 700 * day, lastWarning: &lastWarning)
        #expect(shown.current.certificate == second.certificate && lines.text.contains("cannot be renewed"))
        #expect(lines.text.contains("runs out soon") && lastWarning == now + 700 * day)
        let length = lines.text.components(separatedBy: "runs out soon").count
        renewal.look(at: now + 700.5 * day, lastWarning: &lastWarning)
        #expect(lines.text.components(separatedBy: "runs out soon").count == length)
    }

    /// Files of one's own that something else replaces are shown to whoever connects next.
    @Test func replacedFilesAreShown() async throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder.folder) }
        let names = CertificateNames(host: "localhost", listen: "127.0.0.1", own: [])
        _ = try CertificateFiles(folder, names: names, now: Date())
        let server = try await RunningServer(
            arguments: [
                "--tls-certificate", folder.certificate.path, "--tls-key", folder.key.path, "--certificate-check-seconds", "1",
            ], authority: folder.authority)
        defer { server.stop(); server.removeData() }
        let expiry = { () async throws -> Substring? in
            let page = String(decoding: try await server.get("metrics").body, as: UTF8.self)
            return page.split(separator: "\n").first { $0.hasPrefix("watchfloor_certificate_expiry_seconds ") }
        }
        let first = try #require(try await expiry())
        // Something else puts another one in its place, as tools that renew do: made some days ago, so that it ends earlier.
        try FileManager.default.removeItem(at: folder.certificate)
        _ = try CertificateFiles(folder, names: names, now: Date() - 10 * 86_400)
        try await waitUntil("the new one counts") { try await expiry() != first }
    }
}
