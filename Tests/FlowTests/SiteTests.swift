import SecurityModel
import Testing

@testable import Flow

/// What an alert says of the networks that are one site.
@Suite struct SiteTests {
    private func networks(_ evidence: [Evidence]) -> [String] {
        var list = MentionList()
        for piece in evidence { list.add(piece, scope: "", rules: AssetRules()) }
        return list.mentions.map(\.key).filter { $0.kind == .network }.map(\.value)
    }

    @Test func aDeviceAndItsPrivatePeersAreOfOneSite() {
        let device = Evidence.device(hostName: "web01", address: "10.35.35.206")
        #expect(networks([device]) == ["10.35.0.0/16"])
        #expect(networks([device, .ip("172.17.130.196", roles: [.source])]) == ["10.35.0.0/16", "172.17.0.0/16"])
        #expect(networks([device, .ip("192.168.130.77", roles: [.attacker])]) == ["10.35.0.0/16", "192.168.130.0/24"])
    }

    @Test func whatIsPublicOrOnlyMentionedSaysNothing() {
        #expect(networks([.ip("172.17.130.196", roles: [.source])]).isEmpty)
        #expect(networks([.ip("198.51.100.23", roles: [.attacker]), .ip("172.17.130.196", roles: [.contextual])]).isEmpty)
    }
}
