import Crypto
import Foundation
import Primitives
import SwiftASN1
import Testing
@_spi(FixedExpiryValidationTime) import X509

@testable import Server

@Suite struct CertificateTests {
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
}
