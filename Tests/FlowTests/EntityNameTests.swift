import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Flow

/// Which name stands for an account or a device in lists, where one alert gives several.
@Suite struct EntityNameTests {
    private func links(_ keys: [EntityKey], thing: UInt16 = 1) -> [EntityLink] {
        keys.enumerated().map { EntityLink(entity: Int64($0 + 1), key: $1, roles: [], thing: thing, criticality: 0) }
    }

    private let account = [
        EntityKey(.user, "mara@corp.example", .strong), EntityKey(.user, "corp\\mara", .strong),
        EntityKey(.user, "s-1-5-21-1-2-3-1104", .strong),
    ]

    @Test func theOtherNamesOfAnAccountStandForItsPrincipalName() {
        let links = links(account)
        #expect(links.map { $0.named(among: links, known: 0)?.key.value } == [nil, "mara@corp.example", "mara@corp.example"])
    }

    @Test func anAccountThatHasNoBetterNameKeepsIts() {
        let links = links([account[1], account[2]])
        #expect(links.map { $0.named(among: links, known: 0)?.key.value } == [nil, "corp\\mara"])
    }

    /// However many accounts an alert names, each has its own names and nobody else's.
    @Test func manyAccountsOfOneAlertStayMany() {
        var list = MentionList()
        for number in 0..<400 {
            let account: JSONObject = [
                "userPrincipalName": .string("user\(number)@corp.example"), "accountName": .string("user\(number)"),
                "domainName": "corp",
            ]
            list.add(Evidence(.user, fields: ["userAccount": .object(account)]), scope: "", rules: AssetRules())
        }
        let things = Dictionary(grouping: list.mentions.filter { $0.thing != 0 }, by: \.thing)
        #expect(things.count == 400)
        #expect(things.values.allSatisfy { names in names.count >= 2 && names.count <= 3 })
    }

    @Test func namesOfSeveralThingsStandForThemselves() {
        let links = links(account, thing: 0)
        #expect(links.allSatisfy { $0.named(among: links, known: 0) == nil })
    }
}
