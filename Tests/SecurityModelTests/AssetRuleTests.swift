import Primitives
import SecurityModel
import Testing

/// Device groups and rules of criticality: which assets they take.
@Suite struct AssetRuleTests {
    typealias Device = DeviceGroup.Device

    static let device = Device(
        name: "WEB-01.corp.example", domain: "Corp.example", tags: ["Production", "pci"], address: IPAddress("10.3.0.7"))

    private static func block(_ text: String) throws -> AddressBlock { try #require(AddressBlock(text)) }

    @Test(arguments: [
        (DeviceGroup.Condition.nameStarts(with: "web-"), true), (.nameStarts(with: "eb"), false),
        (.nameContains("01.CORP"), true),
        (.nameContains("02"), false), (.nameEnds(with: ".Example"), true), (.nameEnds(with: "web"), false), (.tag("PCI"), true),
        (.tag("pc"), false), (.domain("corp.EXAMPLE"), true), (.domain("example"), false),
    ])
    func conditionsHold(_ condition: DeviceGroup.Condition, _ holds: Bool) {
        #expect(DeviceGroup(id: 1, name: "g", conditions: [condition]).takes(AssetRuleTests.device) == holds)
    }

    @Test func addressesAreCompared() throws {
        let group = DeviceGroup(id: 1, name: "g", conditions: [.address(in: try AssetRuleTests.block("10.3.0.0/16"))])
        #expect(group.takes(AssetRuleTests.device))
        #expect(!group.takes(Device(name: "x", address: IPAddress("10.4.0.1"))) && !group.takes(Device(name: "x")))
    }

    @Test func allConditionsHaveToHoldAndNoneTakesNothing() {
        let both = DeviceGroup(id: 1, name: "g", conditions: [.tag("pci"), .nameStarts(with: "web")])
        #expect(both.takes(AssetRuleTests.device))
        #expect(!both.takes(Device(name: "web-02")) && !both.takes(Device(name: "db", tags: ["pci"])))
        #expect(!DeviceGroup(id: 2, name: "empty", conditions: []).takes(AssetRuleTests.device))
    }

    @Test func theFirstGroupThatTakesADeviceHasIt() {
        let groups = [
            DeviceGroup(id: 7, name: "pci", conditions: [.tag("pci")]),
            DeviceGroup(id: 3, name: "web", conditions: [.nameStarts(with: "web")]),
        ]
        #expect(DeviceGroup.group(of: AssetRuleTests.device, among: groups) == 7)
        #expect(DeviceGroup.group(of: AssetRuleTests.device, among: groups.reversed()) == 3)
        #expect(DeviceGroup.group(of: Device(name: "db"), among: groups) == 0)
        #expect(DeviceGroup.group(of: Device(name: "db"), among: []) == 0)
    }

    @Test func theHighestRuleOfItsKindCounts() {
        let rules = [
            CriticalAsset(conditions: [.tag("pci")], level: .high),
            CriticalAsset(conditions: [.nameStarts(with: "web")], level: .veryHigh),
            CriticalAsset(conditions: [.nameStarts(with: "web")], level: .low),
            CriticalAsset(kind: .user, conditions: [.nameStarts(with: "ceo")], level: .veryHigh),
        ]
        #expect(CriticalAsset.level(of: AssetRuleTests.device, kind: .device, among: rules) == .veryHigh)
        #expect(CriticalAsset.level(of: Device(name: "x", tags: ["PCI"]), kind: .device, among: rules) == .high)
        #expect(CriticalAsset.level(of: Device(name: "ceo@corp.example"), kind: .user, among: rules) == .veryHigh)
        #expect(CriticalAsset.level(of: Device(name: "ceo"), kind: .device, among: rules) == .none)
        #expect(CriticalAsset.level(of: AssetRuleTests.device, kind: .device, among: []) == .none)
    }
}
