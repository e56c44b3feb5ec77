@testable import Flow
import Testing

/// The example that ships with the product: fourteen sources, four days, one attack that is found by its entities.
@Suite struct ExampleTests {
    @Test func theAttackStandsFirstAndIsWholeEnough() throws {
        let example = try ExampleStream()
        var bench = Bench()
        bench.feed(example.alerts)
        let attack = Set(example.steps.map(\.place)), background = Set(example.groups.values.joined()).subtracting(attack)
        let queue = bench.queue()
        let first = try #require(queue.first).alerts.map { bench.label($0) }
        let found = Set(first).intersection(attack).count, foreign = Set(first).intersection(background).count
        print(
            "example: \(queue.count) on the queue; the first holds \(found) of \(attack.count) steps and \(foreign) others of \(first.count)"
        )
        #expect(found * 10 >= attack.count * 7)
        #expect(foreign * 10 <= first.count)
        #expect(queue.count <= 10)
    }
}
