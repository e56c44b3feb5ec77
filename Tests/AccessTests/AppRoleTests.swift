@testable import Access
import Testing

@Suite struct AppRoleTests {
    @Test func rolesHaveOneMeaningEach() {
        #expect(Set(AppRole.all.map(\.name)).count == AppRole.all.count)
        for role in AppRole.all {
            #expect(!role.permissions.isEmpty, "\(role.name) gives nothing")
            #expect(AppRole.named(role.name.uppercased()) == role)
        }
    }

    /// What only reads gives nothing that changes anything.
    @Test func readersOnlyRead() {
        for role in AppRole.all where role.name.contains(".Read.") || role.name.hasSuffix("Reader") {
            for permission in role.permissions {
                #expect(
                    permission.rawValue.hasPrefix("read") || permission == .runHunting, "\(role.name) gives \(permission)")
            }
        }
    }

    /// No program is given people, clients, settings or the installation by a role of another API.
    @Test func rolesGiveNoAuthorization() {
        let own: Set<Permission> = [
            .manageAuthorization, .readAuthorization, .manageSystemSettings, .readSystemSettings, .manageSecuritySettings,
        ]
        for role in AppRole.all { #expect(role.permissions.isDisjoint(with: own), "\(role.name)") }
    }

    @Test(arguments: [
        ("Machine.Isolate", [Permission.isolateDevices]), ("Machine.Scan", [.scanDevices]),
        ("AdvancedQuery.Read.All", [.runHunting]), ("SecurityIncident.ReadWrite.All", [.readIncidents, .manageIncidents]),
    ])
    func aRoleGivesNoMoreThanItSays(name: String, expected: [Permission]) throws {
        #expect(try Grant(names: [name]).effective == Set(expected))
    }

    /// Permissions of the portal come out as the roles that they cover, and only as those.
    @Test func permissionsAndRolesAreTwoSidesOfOneTable() throws {
        let reader = try Grant(names: ["readSecurityData"])
        #expect(reader.claimedRoles.contains("SecurityIncident.Read.All"))
        #expect(reader.claimedRoles.contains("AdvancedQuery.Read.All"))
        #expect(!reader.claimedRoles.contains { $0.contains("Write") })
        let isolator = try Grant(names: ["Machine.Isolate"])
        #expect(isolator.claimedRoles == ["Machine.Isolate"])
        #expect(!isolator.effective.contains(.manageResponse))
        #expect(try Grant(names: ["manageResponse"]).claimedRoles.contains("Machine.Isolate"))
    }

    @Test func everyPartIsOfSomethingAndEndsSomewhere() {
        for permission in Permission.allCases {
            #expect(!permission.parts.contains(permission))
            for part in permission.parts { #expect(part.parts.isSubset(of: permission.parts)) }
        }
    }

    @Test func unknownNamesAreNamed() {
        #expect(throws: AccessError.unknownGrant("Machine.Explode")) { try Grant(names: ["Machine.Explode"]) }
    }

    @Test func namesComeBackAsTheyWere() throws {
        let grant = try Grant(names: ["readSecurityData", "Ti.ReadWrite", "ti.readwrite"])
        #expect(grant.names == ["Ti.ReadWrite", "readSecurityData"])
        #expect(try Grant(names: grant.names) == grant)
    }
}
