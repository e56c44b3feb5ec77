import SecurityModel
import Testing

@Suite struct AssetNamesTests {
    /// Names, and under which other one each stands, if under any.
    @Test(
        arguments: [
            (.user, ["kim@corp.example": nil, #"corp\kim"#: "kim@corp.example", "kim": "kim@corp.example"]),
            (.user, [#"corp\kim"#: nil, "kim": #"corp\kim"#]),
            (.user, ["kim@a.example": nil, "kim@b.example": nil, "kim": nil, #"b\kim"#: "kim@b.example"]),
            (.user, ["kim@corp.a.example": nil, "kim@corp.b.example": nil, #"corp\kim"#: nil]),
            (.user, [#"x\kim"#: nil, "kim@corp.example": nil]),
            (.device, ["db1.a.example": "db1", "db1": nil]),
            (.device, ["db1.a.example": nil, "db1.b.example": nil, "db1": nil]),
            (.device, ["db1": nil]),
        ] as [(EntityKind, [String: String?])])
    func namesStandUnderWhatTheyAreShortFor(_ kind: EntityKind, _ names: [String: String?]) {
        let keys = names.keys.sorted().map { EntityKey(kind, $0, .strong) }
        #expect(Set(keys.map(\.sharedName)).count == 1)
        let listed = AssetNames.listed(keys)
        for (name, under) in names { #expect(listed[EntityKey(kind, name, .strong)]?.value == under, "\(name)") }
    }

    @Test(arguments: [(EntityKind.device, "agent:013@manager"), (.user, "s-1-5-21-1-2-3-1104"), (.cloudResource, "a.b")])
    func idsShareNothing(_ kind: EntityKind, _ value: String) {
        #expect(EntityKey(kind, value, .strong).sharedName == nil)
    }

    @Test func anAddressIsItsOwnName() {
        #expect(EntityKey(.device, "10.20.10.5", .strong).sharedName == "10.20.10.5")
    }
}
