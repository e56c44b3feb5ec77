internal import Foundation
internal import NIOCore
internal import Primitives
internal import SwiftASN1
internal import X509

/// What clients may call the server by: the loopback names, the machine's name, and where it listens.
struct CertificateNames: Hashable {
    /// The machine's name.
    let host: String
    let dns: [String]
    let addresses: [IPAddress]

    /// - Parameters:
    ///   - host: the machine's name.
    ///   - listen: where it listens. Where that is every address of the machine, `own` are named.
    ///   - own: the addresses of the machine's interfaces.
    init(host: String, listen: String, own: [IPAddress]) {
        var names = ["localhost"]
        var addresses = ["127.0.0.1", "::1"].compactMap { IPAddress($0) }
        if let address = IPAddress(listen) {
            addresses += address.isNobody ? CertificateNames.reachable(own) : [address]
        } else {
            names.append(listen.lowercased())
        }
        names.append(host.lowercased())
        self.host = host
        dns = names.reduce(into: []) { if !$0.contains($1) && CertificateNames.isName($1) { $0.append($1) } }
        self.addresses = addresses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The names of this machine.
    init(listen: String) {
        let own = (try? System.enumerateDevices())?.compactMap { $0.address?.ipAddress }.compactMap { IPAddress($0) } ?? []
        self.init(host: CertificateNames.machine, listen: listen, own: own)
    }

    /// Link-local addresses mean nothing without their interface, which a certificate cannot name.
    private static func reachable(_ addresses: [IPAddress]) -> [IPAddress] {
        addresses.filter { !$0.isLinkLocal && !$0.isNobody }.sorted { $0.description < $1.description }
    }

    private static var machine: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return isName(text) ? text : "localhost"
    }

    /// Whether it may stand in a certificate: letters, digits, hyphens and dots.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy { $0 == 45 || $0 == 46 || 48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 }
    }

    var generalNames: [GeneralName] {
        dns.map { .dnsName($0) } + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0.bytes[...])) }
    }

    /// Whether a certificate bears all of them.
    func areCovered(by certificate: Certificate) -> Bool {
        guard let borne = try? certificate.extensions.subjectAlternativeNames else { return false }
        return Set(generalNames).isSubset(of: Set(borne))
    }
}
