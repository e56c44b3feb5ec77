import Primitives
import SecurityModel
import Testing

/// Under which names an entity is the same across alerts. A key is written `kind:value`, a weak one with `~` before it.
@Suite struct EntityKeyTests {
    private func keys(_ evidence: Evidence, scope: String = "") -> [String] {
        evidence.entityKeys(scope: scope).map { ($0.strength == .weak ? "~" : "") + $0.description }
    }

    private func evidence(_ kind: EvidenceKind, _ fields: String) throws -> Evidence {
        Evidence(kind, fields: try #require(try JSONValue(parsing: fields).object))
    }

    @Test(
        arguments: [
            (
                EvidenceKind.device, #"{"hostName":"WEB01","mdeDeviceId":"AbC","deviceDnsName":"web01.corp.example"}"#,
                ["device:abc", "device:web01.corp.example", "device:web01"]
            ),
            (.device, #"{"hostName":"db7","azureAdDeviceId":"F0"}"#, ["device:f0", "device:db7"]),
            (.device, #"{"hostName":"10.1.2.3"}"#, ["device:10.1.2.3"]), (.device, #"{"hostName":"localhost"}"#, []),
            (.device, #"{"hostName":"-","deviceDnsName":"unknown"}"#, []), (.device, "{}", []),
            (.fileHash, #"{"value":"ABCDEF"}"#, ["file:abcdef"]),
            (.file, #"{"fileDetails":{"fileName":"A.EXE","sha1":"AA","md5":"BB","sha256":"CC"}}"#, ["file:cc"]),
            (.file, #"{"fileDetails":{"fileName":"A.EXE","md5":"BB"}}"#, ["file:bb"]),
            (.file, #"{"fileDetails":{"fileName":"A.EXE"}}"#, ["~file:a.exe"]), (.file, "{}", []),
            (
                .process, #"{"imageFile":{"sha256":"CC"},"userAccount":{"accountName":"mara","domainName":"CORP"}}"#,
                ["file:cc", "user:corp\\mara", "~user:mara"]
            ),
            (.mailbox, #"{"primaryAddress":"Mara@Corp.example","upn":"mara@corp.example"}"#, ["user:mara@corp.example"]),
            (
                .analyzedMessage,
                #"{"internetMessageId":"<X@y>","networkMessageId":"N1","recipientEmailAddress":"a@b.example","p1Sender":{"emailAddress":"E@vil.example"},"p2Sender":{"emailAddress":"e@vil.example"}}"#,
                ["message:x@y", "message:n1", "user:a@b.example", "~mailbox:e@vil.example"]
            ),
            (
                .url, #"{"url":"HTTPS://Evil.example:8443/a?b#frag"}"#,
                ["url:https://evil.example:8443/a?b", "domain:evil.example"]
            ),
            (.url, #"{"url":"http://user@203.0.113.5/x"}"#, ["url:http://user@203.0.113.5/x"]),
            (.url, #"{"url":"http://[2001:db8::1]/x"}"#, ["url:http://[2001:db8::1]/x"]), (.url, #"{"url":"http:///x"}"#, []),
            (.dns, #"{"domainName":"C2.Evil.example."}"#, ["domain:c2.evil.example"]), (.dns, #"{"domainName":"localhost"}"#, []),
            (.dns, #"{"domainName":"wpad"}"#, []), (.malware, #"{"name":"Trojan:X"}"#, []),
            (.azureResource, #"{"resourceId":"/Subscriptions/S"}"#, ["cloudResource:/subscriptions/s"]),
            (.servicePrincipal, #"{"appId":"A","servicePrincipalObjectId":"O"}"#, ["application:o"]),
            (.cloudApplication, #"{"displayName":"Box"}"#, ["~application:box"]),
            (.registryKey, #"{"registryKey":"SOFTWARE\\Run"}"#, ["~registry:software\\run"]),
            (.ioTDevice, #"{"deviceName":"PLC-3"}"#, ["device:plc-3"]),
            (.securityGroup, #"{"sid":"S-1-5-21-1-2-3-512"}"#, ["group:s-1-5-21-1-2-3-512"]),
        ] as [(EvidenceKind, String, [String])])
    func strongBeforeWeak(_ kind: EvidenceKind, _ fields: String, _ expected: [String]) throws {
        #expect(keys(try evidence(kind, fields)) == expected)
    }

    /// The same bare name at another site is another device; ids and full names are the same everywhere.
    @Test(
        arguments: [
            (#"{"hostName":"DB1"}"#, ["device:db1@north"]), (#"{"hostName":"10.1.2.3"}"#, ["device:10.1.2.3@north"]),
            (#"{"hostName":"203.0.113.4"}"#, ["device:203.0.113.4"]),
            (
                #"{"hostName":"db1","deviceDnsName":"db1.corp.example","mdeDeviceId":"AbC"}"#,
                ["device:abc", "device:db1.corp.example", "device:db1@north"]
            ),
        ])
    func bareNamesOfDevicesAreOfTheirScope(_ fields: String, _ expected: [String]) throws {
        #expect(keys(try evidence(.device, fields), scope: "north") == expected)
        #expect(EntityKey(.device, "db1@plant.north", .strong).identifierForm == nil)
    }

    @Test(
        arguments: [
            (
                #"{"userSid":"S-1-5-21-1-2-3-1107","accountName":"Mara","domainName":"CORP.example","userPrincipalName":"Mara@corp.example","azureAdUserId":"OID"}"#,
                ["user:s-1-5-21-1-2-3-1107", "user:oid", "user:mara@corp.example", "user:corp\\mara", "~user:mara"]
            ),
            (#"{"accountName":"mara@corp.example"}"#, ["user:mara@corp.example"]), (#"{"accountName":"mara"}"#, ["~user:mara"]),
            (#"{"accountName":"mara","domainName":"-"}"#, ["~user:mara"]), ("{}", []),
            (#"{"userSid":"S-1-12-1-1-2-3-4"}"#, ["user:s-1-12-1-1-2-3-4"]),
        ] as [(String, [String])])
    func accounts(_ account: String, _ expected: [String]) throws {
        #expect(keys(try evidence(.user, "{\"userAccount\":\(account)}")) == expected)
    }

    /// Accounts that every machine has say nothing about who acted: they name nobody.
    @Test(arguments: [
        "SYSTEM", "Local System", "LOCAL SERVICE", "Network Service", "ANONYMOUS LOGON", "root", "admin", "Administrator",
        "Guest",
        "nobody", "daemon", "www-data", "sshd", "sa", "DWM-1", "UMFD-23", "WEB01$", "ubuntu", "ec2-user", "-", "unknown", "0",
    ])
    func wellKnownAccountsNeverJoin(_ name: String) {
        #expect(keys(.user(name: name)) == [] && keys(.user(name: name, domain: "CORP")) == [])
        #expect(keys(.process(user: .user(name: name, domain: "CORP"))) == [])
    }

    @Test(arguments: ["S-1-5-18", "S-1-5-19", "S-1-5-20", "S-1-5-7", "S-1-1-0", "S-1-5-32-544", "S-1-0-0", "s-1-5-18"])
    func wellKnownIdentifiersNeverJoin(_ sid: String) {
        #expect(keys(.user(name: "", sid: sid)) == [])
    }

    /// A name of a person that only begins like one of theirs is a person's.
    @Test(arguments: ["dwm-admin", "rooter", "sysadmin", "administrator2", "guestling"])
    func likeNamesStay(_ name: String) {
        #expect(keys(.user(name: name)) == ["~user:\(name)"])
    }

    @Test(
        arguments: [
            ("203.0.113.9", "hq", ["ip:203.0.113.9"]), ("203.0.113.9", "", ["ip:203.0.113.9"]),
            ("::ffff:203.0.113.9", "", ["ip:203.0.113.9"]), ("2001:DB8::1", "", ["ip:2001:db8::1"]),
            ("10.1.2.3", "", ["~ip:10.1.2.3"]), ("10.1.2.3", "hq", ["~ip:10.1.2.3@hq"]), ("fd00::7", "lab", ["~ip:fd00::7@lab"]),
            ("100.64.1.1", "hq", ["~ip:100.64.1.1@hq"]), ("127.0.0.1", "hq", []), ("::1", "", []), ("0.0.0.0", "", []),
            ("224.0.0.251", "", []), ("255.255.255.255", "", []), ("ff02::fb", "", []), ("169.254.3.4", "hq", []),
            ("fe80::1%eth0", "", []), ("not an address", "", []),
        ] as [(String, String, [String])])
    func privateAddressesCountInTheirScope(_ address: String, _ scope: String, _ expected: [String]) {
        #expect(keys(.ip(address), scope: scope) == expected)
    }

    @Test(
        arguments: [
            ("192.168.4.9", "", "192.168.4.0/24"), ("10.44.7.20", "", "10.44.0.0/16"), ("172.20.1.1", "hq", "172.20.0.0/16@hq"),
            ("fd12:3456:789a:1::5", "", "fd12:3456:789a::/48"), ("203.0.113.9", "", nil), ("169.254.1.1", "", nil),
            ("fe80::1", "", nil),
            ("x", "", nil),
        ] as [(String, String, String?)])
    func networksOfPrivateAddresses(_ address: String, _ scope: String, _ expected: String?) {
        #expect(EntityKey.network(of: address, scope: scope)?.value == expected)
    }

    @Test func keysAreEqualByKindAndValueAlone() {
        let strong = EntityKey(.user, "mara", .strong), weak = EntityKey(.user, "mara", .weak)
        #expect(strong == weak && Set([strong, weak]).count == 1)
        #expect(strong != EntityKey(.device, "mara", .strong))
        #expect(EntityKey(.device, "z", .strong) < EntityKey(.user, "a", .strong) && strong.description == "user:mara")
    }

    @Test func assetsAreWhatAnOrganisationOwns() {
        #expect(EntityKind.allCases.filter(\.isAssetByNature) == [.device, .user, .mailbox, .cloudResource, .application])
    }
}

@Suite struct IdentifierFormTests {
    @Test(
        arguments: [
            ("s-1-5-21-1004336348-1177238915-682003330-1104", .securityIdentifier),
            ("s-1-12-1-1437184221-1178592371-2903219078-301", .cloudSecurityIdentifier),
            ("0b7e3a54-97f1-4f6e-9d1c-7a2f3f3f9a11", .uuid),
            ("1e5bc9d7e413ddd7902c2932e418702b84d0cc07", .number),
            ("123456789012345678", .number),
            ("fs01", nil), ("desktop-7f3a2b1c", nil), ("deadbeef", nil), ("", nil),
        ] as [(String, IdentifierForm?)])
    func formOfAValue(value: String, form: IdentifierForm?) {
        #expect(EntityKey(.device, value, .strong).identifierForm == form)
    }
}
