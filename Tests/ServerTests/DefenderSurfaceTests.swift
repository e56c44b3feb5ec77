import Foundation
import Primitives
import ServerHarness
import Testing

/// What the older Defender interfaces have beside their lists: selections, what alerts name, alerts that are entered, and the
/// indicators that they share with the newer interface.
@Suite(.fewAtATime) struct DefenderSurfaceTests {
    /// What is shown is what `$select` names, and each name that is told of is shown.
    @Test func rowsShowWhatIsSelected() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        for (set, own) in [("incidents", "incidentId"), ("alerts", "title"), ("machines", "id")] {
            let whole = try #require(try await server.get("api/\(set)?$top=1").json["value"]?.array?.first?.object)
            let names = whole.members.map(\.name).joined(separator: ",")
            let all = try await server.get("api/\(set)?$top=1&$select=\(names)")
            #expect(all.status == 200 && all.json["value"]?.array?.first?.object?.members.count == whole.members.count, "\(set)")
            let part = try await server.get("api/\(set)?$top=1&$select=\(own.uppercased())").json["value"]?.array?.first?.object
            #expect(part?.members.map(\.name) == [own], "\(set)")
            let id = try #require(whole[set == "incidents" ? "incidentId" : "id"]).text.replacing("\"", with: "")
            let one = try await server.get("api/\(set)/\(id)?$select=\(own)").json.object
            #expect(one?.members.map(\.name) == [own], "\(set)/\(id)")
            #expect(try await server.get("api/\(set)?$select=colour").status == 400)
            #expect(try await server.get("api/\(set)/\(id)?$select=colour").status == 400)
        }
    }

    @Test func anAlertTellsWhatItNames() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        #expect(try await server.get("api/alerts/al1/machine").json["id"]?.string == "web01")
        #expect(
            try await server.get("api/alerts/al1/ips").json["value"]?.array?.contains { $0["id"]?.string == "203.0.113.9" }
                == true)
        #expect(try await server.get("api/alerts/al1/user").json["accountName"]?.string == "admin")
        #expect(try await server.get("api/alerts/al1/files").json["value"]?.array == [])
        #expect(try await server.get("api/alerts/al1/domains").json["value"]?.array == [])
        #expect(try await server.get("api/alerts/al999/machine").status == 404)
        #expect(try await server.get("api/machines/web01/logonusers").json["value"]?.array == [])
        #expect(try await server.get("api/machines/none/logonusers").status == 404)
        #expect(try await server.get("api/machines/web01/vulnerabilities").status == 501)
        #expect(try await server.get("api/machines/none/software").status == 404)
    }

    /// Two sites have a device of one name each: two machines, each found by its name with its site's.
    @Test func machinesOfTwoSitesAreTwo() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        for site in ["north", "south"] {
            let source = try await server.put("api/sources/\(site)", ["format": "wazuh", "scope": .string(site)])
            #expect(source.status < 300)
            #expect(try await server.ingest(site, Records.burst(1, agent: "db1")).status == 200)
        }
        // A public address is one machine everywhere.
        #expect(try await server.ingest("north", Records.burst(1, agent: "203.0.113.40")).status == 200)
        try await server.settle()
        let machines = try await server.get("api/machines").json["value"]?.array?.compactMap { $0["id"]?.string } ?? []
        #expect(machines.sorted() == ["203.0.113.40", "db1@north", "db1@south"])
        for name in ["db1@north", "db1@south"] {
            #expect(try await server.get("api/machines/\(name)").json["id"]?.string == name)
            #expect(try await server.get("api/machines/\(name)/alerts").json["value"]?.array?.count == 1)
        }
        #expect(try await server.get("api/machines/db1/alerts").json["value"]?.array?.count == 2)
        let named = "evidence/any(e:e/microsoft.graph.security.deviceEvidence/hostName eq 'db1')"
        #expect(
            try await server.get(
                "v1.0/security/alerts_v2?$filter=\(named)".addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? ""
            )
            .json["value"]?.array?.count == 2)
    }

    /// An alert that is entered about a device stands there at once, in an incident, after a restart too.
    @Test func alertsAreEntered() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        let body: JSONValue = [
            "machineId": "web01", "severity": "High", "title": "Seen by hand", "description": "odd process",
            "recommendedAction": "look", "eventTime": "2026-05-04T10:00:30Z", "reportId": "20776", "category": "Execution",
        ]
        let made = try await server.post("api/alerts/createAlertByReference", body)
        #expect(made.status == 200 && made.json["title"]?.string == "Seen by hand" && made.json["severity"]?.string == "High")
        #expect(made.json["machineId"]?.string == "web01" && made.json["category"]?.string == "Execution")
        var odd = try #require(body.object)
        odd["category"] = "SuspiciousActivity"
        let other = try await server.post("api/alerts/createAlertByReference", .object(odd))
        #expect(other.json["category"]?.string == "SuspiciousActivity", "\(other.json)")
        let wrong = try await server.patch("api/alerts/al1", ["status": "Asleep"])
        #expect(wrong.json["error"]?["message"]?.string?.contains("InProgress") == true, "\(wrong.json)")
        let id = try #require(made.json["id"]?.string)
        #expect(try await server.get("api/alerts/\(id)").json["incidentId"] == made.json["incidentId"])
        // The same again is another alert: somebody entered it twice.
        #expect(try await server.post("api/alerts/createAlertByReference", body).json["id"]?.string != id)
        for (field, status) in [("machineId", 404), ("title", 400), ("eventTime", 400), ("severity", 400)] {
            var broken = try #require(body.object)
            broken[field] = field == "machineId" ? "none" : field == "severity" ? .null : ""
            #expect(try await server.post("api/alerts/createAlertByReference", .object(broken)).status == status, "\(field)")
        }
        let incident = try #require(try await server.get("v1.0/security/incidents").json["value"]?.array?.last?["id"]?.string)
        let linked = try await server.post(
            "beta/security/alerts_v2", ["title": "By Graph", "severity": "low", "linkToIncident": .string(incident)])
        #expect(linked.status == 201 && linked.json["incidentId"]?.string == incident, "\(linked.json)")
        #expect(linked.json["detectionSource"]?.string == "manual")
        #expect(try await server.post("beta/security/alerts_v2", ["title": "x", "linkToIncident": "9999"]).status == 404)
        #expect(try await server.post("beta/security/alerts_v2", ["severity": "low"]).status == 400)
        #expect(try await server.post("beta/security/alerts_v2", ["title": "x", "colour": "red"]).status == 400)
        try await namesOfEntities(server)
    }

    private static let sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709"

    /// Things that share keys: a mailbox and its account, a key of the registry and its value, a name and an address with it.
    private static let evidence: [JSONObject] = [
        [
            "@odata.type": "fileEvidence",
            "fileDetails": [
                "fileName": "a.exe", "sha1": .string(sha1), "sha256": .string(String(repeating: "ab", count: 32)),
            ],
        ],
        ["@odata.type": "userEvidence", "userAccount": ["accountName": "mara", "userPrincipalName": "mara@example.org"]],
        [
            "@odata.type": "mailboxEvidence", "primaryAddress": "mara@example.org", "displayName": "Mara",
            "userAccount": ["userPrincipalName": "mara@example.org"],
        ],
        ["@odata.type": "securityGroupEvidence", "displayName": "Admins", "sid": "S-1-5-21-1-2-3-512"],
        ["@odata.type": "mailClusterEvidence", "clusterBy": "Subject", "clusterByValue": "Hello", "query": "Subject:Hello"],
        ["@odata.type": "registryKeyEvidence", "registryHive": "HKLM", "registryKey": "Software\\Run"],
        [
            "@odata.type": "registryValueEvidence", "registryHive": "HKLM", "registryKey": "Software\\Run",
            "registryValueName": "x", "registryValue": "y",
        ],
        ["@odata.type": "urlEvidence", "url": "https://evil.example/a"],
        ["@odata.type": "dnsEvidence", "domainName": "evil.example"],
        ["@odata.type": "malwareEvidence", "name": "Emotet", "category": "Trojan"],
        ["@odata.type": "processEvidence", "processId": 7, "processCommandLine": "a.exe -x", "imageFile": ["fileName": "a.exe"]],
        ["@odata.type": "submissionMailEvidence", "networkMessageId": "m-1", "subject": "Hello"],
        ["@odata.type": "analyzedMessageEvidence", "networkMessageId": "m-1", "subject": "Hello"],
    ]

    private func namesOfEntities(_ server: RunningServer) async throws {
        let evidence = DefenderSurfaceTests.evidence.map { part in
            var part = part
            part["@odata.type"] = .string("#microsoft.graph.security.\(part["@odata.type"]?.string ?? "")")
            return JSONValue.object(part)
        }
        let entered = try await server.post(
            "v1.0/security/alerts_v2",
            ["title": "Much at once", "severity": "high", "status": "inProgress", "evidence": .array(evidence)])
        #expect(entered.status == 201 && entered.json["status"]?.string == "inProgress", "\(entered.json)")
        let id = try #require(entered.json["id"]?.string)
        let found = try await server.get("api/files/\(DefenderSurfaceTests.sha1.uppercased())/alerts").json["value"]?.array
        #expect(found?.map { $0["id"]?.string } == [id])
        let flat = try await server.get("api/alerts/\(id)").json["evidence"]?.array ?? []
        func entity(_ type: String) -> JSONValue? { flat.first { $0["entityType"]?.string == type } }
        #expect(entity("MailBox")?["mailboxDisplayName"]?.string == "Mara" && entity("MailBox")?["securityGroupName"] == nil)
        #expect(entity("SecurityGroup")?["securityGroupName"]?.string == "Admins")
        #expect(entity("SecurityGroup")?["mailboxDisplayName"] == nil)
        #expect(entity("MailCluster")?["clusterByValue"]?.string == "Hello")
        // Each resource has a name of its own, which leads back to it.
        let root =
            "subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w/providers"
            + "/Microsoft.SecurityInsights"
        let incident = entered.json["incidentId"]?.string ?? ""
        let listed = try await server.send(
            "POST", "\(root)/incidents/\(incident)/entities?api-version=2024-03-01", body: nil)
        let entities = listed.json["entities"]?.array ?? []
        let kinds = Set(entities.compactMap { $0["kind"]?.string })
        #expect(
            kinds.isSuperset(of: [
                "Account", "Mailbox", "RegistryKey", "RegistryValue", "Url", "DnsResolution", "Malware", "FileHash", "Process",
                "SubmissionMail", "MailMessage", "File",
            ]), "\(kinds)")
        #expect(Set(entities.map { $0["name"] }).count == entities.count)
        for entity in entities {
            let one = try await server.get("\(root)/entities/\(entity["name"]?.string ?? "")?api-version=2024-03-01")
            #expect(one.status == 200 && one.json["kind"] == entity["kind"], "\(entity): \(one.json)")
            #expect(one.json["name"] == entity["name"], "\(entity): \(one.json)")
        }
    }

    /// There is one list of indicators, whichever interface they came by.
    @Test func indicatorsAreSharedWithTheOtherInterface() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        let base = "subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w/providers"
        func other(_ path: String) -> String {
            "\(base)/Microsoft.SecurityInsights/threatIntelligence/main/\(path)?api-version=2024-03-01"
        }
        var sent = try #require(DefenderTests.indicator("Url", "https://a.example/it's").object)
        sent["expirationTime"] = "2027-01-01T00:00:00Z"
        let made = try await server.post("api/indicators", .object(sent))
        let id = try #require(made.json["id"]?.string)
        let there = try await server.get(other("indicators/\(id)")).json["properties"]
        #expect(
            there?["pattern"]?.string == #"[url:value = 'https://a.example/it\'s']"# && there?["patternType"]?.string == "url")
        #expect(there?["displayName"]?.string == "t" && there?["validUntil"]?.string == "2027-01-01T00:00:00Z")
        let back = try await server.put(
            other("indicators/ip-1"),
            [
                "kind": "indicator",
                "properties": [
                    "displayName": "bad", "pattern": "[ipv4-addr:value = '203.0.113.77']", "patternType": "ipv4-addr",
                    "source": "feed", "confidence": 80,
                ],
            ])
        #expect(back.status == 201)
        let here = try await server.get("api/indicators?$filter=indicatorValue%20eq%20'203.0.113.77'").json["value"]?.array?.first
        #expect(here?["id"]?.string == "ip-1" && here?["indicatorType"]?.string == "IpAddress" && here?["title"]?.string == "bad")
        // A change by the one keeps what only the other knows.
        let blocked = try await server.post("api/indicators", DefenderTests.indicator("IpAddress", "203.0.113.77"))
        #expect(blocked.json["id"]?.string == "ip-1" && blocked.json["action"]?.string == "AlertAndBlock")
        #expect(try await server.get(other("indicators/ip-1")).json["properties"]?["confidence"]?.integer == 80)
        #expect(try await server.send("DELETE", "api/indicators/ip-1", body: nil).status == 204)
        #expect(try await server.get(other("indicators/ip-1")).status == 404)
    }
}
