import SecurityModel
import Testing

@testable import Portal

/// One account or host stands once in a list, whatever it is called, and two stay two.
@Suite struct NameFoldingTests {
    struct Case: Sendable {
        var kind = EntityKind.user
        var names: [String]
        var shown: [String]
    }

    @Test(arguments: [
        Case(names: ["mara", "mara@corp.example"], shown: ["mara@corp.example"]),
        Case(names: ["corp\\mara", "tom", "mara@corp.example", "mara"], shown: ["mara@corp.example", "tom"]),
        Case(names: ["mara@corp.example", "mara@lab.example"], shown: ["mara@corp.example", "mara@lab.example"]),
        Case(
            names: ["mara", "mara@corp.example", "mara@lab.example"], shown: ["mara", "mara@corp.example", "mara@lab.example"]),
        Case(names: ["s-1-5-21-1-2-3-500", "mara"], shown: ["s-1-5-21-1-2-3-500", "mara"]),
        Case(kind: .device, names: ["ws-1", "ws-1.corp.example"], shown: ["ws-1"]),
        Case(kind: .device, names: ["ws-1.a.example", "ws-1.b.example"], shown: ["ws-1.a.example", "ws-1.b.example"]),
        Case(kind: .ip, names: ["10.0.0.1", "10.0.0.1@hq"], shown: ["10.0.0.1", "10.0.0.1@hq"]),
    ])
    func eachThingOnce(_ one: Case) {
        let keys = one.names.map { EntityKey(one.kind, $0, .strong) }
        #expect(NameFolding.folded(keys) { $0 }.map(\.value) == one.shown)
    }
}
