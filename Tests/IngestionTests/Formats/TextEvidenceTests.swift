import Primitives
import SecurityModel
import Testing

@testable import Ingestion

@Suite struct TextEvidenceTests {
    @Test(
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:443", "192.0.2.1"), ("[2001:db8::1]:443", "2001:db8::1"),
            ("2001:DB8::1", "2001:db8::1"),
            ("192.0.2.0/24", "192.0.2.0"), ("::ffff:192.0.2.9", "192.0.2.9"), ("1.2.3", nil),
            ("010.1.2.03", "10.1.2.3"), ("1.2.3.256", nil), ("1..2.3", nil), ("0.0.0.0", "0.0.0.0"), ("host:1", nil),
            ("", nil), ("[", nil),
            ("1.2.3.4.5", nil), ("[]", nil),
        ] as [(String, String?)])
    func readsAddressesWithPorts(_ text: String, _ expected: String?) {
        #expect(IPAddress.canonical(text) == expected)
    }

    @Test func findsAddressesInText() {
        let text = "from 192.0.2.7 (192.0.2.7:22), to 198.51.100.1. Version 1.2.3.4.5, 300.1.1.1"
        #expect(IPAddress.all(in: text).map(\.description) == ["192.0.2.7", "198.51.100.1"])
        let many = (1...40).map { "10.0.0.\($0)" }.joined(separator: " ")
        #expect(IPAddress.all(in: many).count == IPAddress.limitInText)
    }

    @Test(
        arguments: [
            ("CORP\\alice", "alice", "CORP", nil), ("alice@corp.example", "alice", nil, "alice@corp.example"),
            ("alice", "alice", nil, nil),
            ("@odd", "@odd", nil, nil),
        ] as [(String, String?, String?, String?)])
    func takesAccountsApart(_ text: String, _ name: String?, _ domain: String?, _ principal: String?) throws {
        let account = try #require(Evidence.account(text))
        #expect(account.text("userAccount.accountName") == name)
        #expect(account.text("userAccount.domainName") == domain)
        #expect(account.text("userAccount.userPrincipalName") == principal)
    }

    @Test(arguments: ["", "-", "(null)", "N/A", "<NA>", "none", "Unknown"])
    func nobodyIsNoAccount(_ text: String) {
        #expect(Evidence.account(text) == nil)
    }

    @Test(
        arguments: [
            ("C:\\Windows\\cmd.exe", "cmd.exe", "C:\\Windows"), ("/bin/sh", "sh", "/bin"), ("/vmlinuz", "vmlinuz", "/"),
            ("a.txt", "a.txt", nil),
        ] as [(String, String?, String?)])
    func takesPathsApart(_ path: String, _ name: String?, _ folder: String?) throws {
        let file = try #require(Evidence.file(at: path))
        #expect(file.text("fileDetails.fileName") == name)
        #expect(file.text("fileDetails.filePath") == folder)
    }

    @Test func sameThingTwiceIsOnePiece() {
        var list = EvidenceList()
        list.add(address: "192.0.2.1", .source)
        list.add(address: "192.0.2.1:80", .attacker)
        list.add(address: "192.0.2.1", .source)
        #expect(list.items.count == 1)
        #expect(list.items.first?.roles == [.source, .attacker])
    }

    @Test(arguments: [
        (#"CORP\\mara"#, #"CORP\mara"#), (#"C:\\Windows\\System32\\cmd.exe"#, #"C:\Windows\System32\cmd.exe"#),
        (#"\\server\share"#, #"\\server\share"#), (#"CORP\mara"#, #"CORP\mara"#), ("plain", "plain"),
        (#"\\\\server\\share"#, #"\\server\share"#),
    ]) func doubledBackslashesAreOne(_ text: String, _ expected: String) {
        #expect(text.withSingleBackslashes == expected)
    }
}
