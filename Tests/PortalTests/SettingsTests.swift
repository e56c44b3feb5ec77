import Access
import Flow
import Primitives
import Testing

@testable import Portal

@Suite struct SettingsTests {
    @Test func settingsAreReadLineByLine() throws {
        let settings = try WhatIf.settings("noveltyBits = 4\n\nmemory=30d\nkeepsDeviceGroupsApart = true\n")
        #expect(settings["noveltyBits"] == .integer(4))
        #expect(settings["memory"] == .string("30d"))
        #expect(settings["keepsDeviceGroupsApart"] == .bool(true))
    }

    @Test(arguments: ["noveltyBits", "= 4", "noveltyBits ="]) func aLineThatIsNoSettingIsNamed(_ line: String) {
        #expect(throws: WhatIf.BadLine.self) { try WhatIf.settings(line) }
    }

    @Test func eachSettingOfCorrelationIsExplained() {
        #expect(Set(CorrelationWords.meanings.keys) == Set(CorrelationSettings.values().map(\.name)))
        #expect(CorrelationSettings.values().first { $0.name == "memory" }?.value == "30d")
    }

    /// Nobody is offered a section that its route would refuse.
    @Test func sectionsAreForThoseWhoMay() {
        func sections(_ permissions: Set<Permission>) -> [SettingsSection] {
            SettingsSection.sections(for: Caller(kind: .person, account: "ana", parts: [Caller.Part(permissions)]))
        }
        #expect(sections([.readSecurityData]).isEmpty)
        #expect(sections([.readSecuritySettings]) == [.sources, .webhooks, .criticality, .correlation])
        #expect(sections([.manageSystemSettings]) == [.audit, .system])
        #expect(sections(Set(Permission.allCases)) == SettingsSection.allCases)
    }

    @Test func bytesAreReadable() {
        #expect(SystemSettings.bytes(512) == "512 bytes")
        #expect(SystemSettings.bytes(1_572_864) == "1.5 MiB")
    }
}
