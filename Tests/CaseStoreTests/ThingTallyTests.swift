import SecurityModel
import Testing

@testable import CaseStore

/// Things of an incident, counted without a look at each.
@Suite struct ThingTallyTests {
    @Test func thingsAreCountedByKindAndRolesHoweverManyTheyAre() async throws {
        try await CaseBench.with { bench in
            // Odd numbers are devices, even ones addresses.
            try await bench.write { transaction in
                for first in stride(from: Int64(1), through: 901, by: 100) {
                    let entities = (first..<first + 100).filter { !$0.isMultiple(of: 50) }.map { number in
                        (number, number.isMultiple(of: 2) ? RoleSet([.attacker]) : RoleSet([.attacked]))
                    }
                    try transaction.place([alert(first, entities: entities)], in: 1)
                }
                // A name of another one, and what it did is the other's doing.
                try transaction.note(3, isIdentifierOf: 1)
            }
            let (tally, keys, named) = try await bench.store.read { reader in
                (
                    try reader.thingTally(of: IncidentID(1)), try reader.keyCount(of: IncidentID(1)),
                    try reader.entities(of: IncidentID(1), kinds: [.ip], limit: 3)
                )
            }
            #expect(keys == 980)
            #expect(
                tally
                    == [
                        ThingTally(kind: .device, roles: RoleSet([.attacked]), count: 499),
                        ThingTally(kind: .ip, roles: RoleSet([.attacker]), count: 480),
                    ].sorted { $0.kind.rawValue < $1.kind.rawValue })
            #expect(named.map(\.id) == [2, 4, 6])
        }
    }
}
