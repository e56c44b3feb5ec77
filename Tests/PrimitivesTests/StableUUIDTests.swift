import Foundation
import Primitives
import Testing

@Suite struct StableUUIDTests {
    @Test(arguments: [0, 1, 17, 65_536, StableUUID.maximumNumber])
    func leadsBackToItsNumber(_ number: Int64) {
        let text = StableUUID("incident", number).description
        #expect(UUID(uuidString: text) != nil)
        #expect(StableUUID.number(of: text, "incident") == number)
        #expect(StableUUID.number(of: text.uppercased(), "incident") == number)
        #expect(StableUUID.number(of: text, "alert") == nil)
    }

    /// Clients keep these for years.
    @Test func staysTheSame() {
        #expect(StableUUID("incident", 1).description == "825e22d5-4255-81f3-8491-000000000001")
    }

    @Test(arguments: ["", "1", "00000000-0000-0000-0000-000000000001", "not-a-uuid-at-all-but-36-characters!"])
    func namesNothingElse(_ text: String) {
        #expect(StableUUID.number(of: text, "incident") == nil)
    }

    @Test func contentTellsApart() {
        #expect(StableUUID("entity", content: "a") != StableUUID("entity", content: "b"))
        #expect(StableUUID("entity", content: "a") == StableUUID("entity", content: "a"))
    }
}
