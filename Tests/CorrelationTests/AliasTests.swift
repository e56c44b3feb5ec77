@testable import Correlation
import Testing

private let day = 24.0 * 60

/// Machines that were all named alike, of one image: an id each, one name.
@Suite struct AliasTests {
    private func machine(_ id: Int32, name: Int32) -> [EntityRef] {
        [EntityRef(id: id, kind: .device, thing: 1, form: 4), EntityRef(id: name, kind: .device, thing: 1)]
    }

    @Test func machinesOfOneNameAreApartWhereTheirIdsTell() {
        var feed = Feed()
        feed.age(devices: [10, 20])
        feed.send(4 * day, 200, on: 0, shares: machine(10, name: 900))
        feed.send(4 * day, 200, on: 0, shares: machine(20, name: 900))
        #expect(feed.correlator.state.aliases.root(900) == feed.correlator.state.aliases.root(10))
        #expect(feed.correlator.state.aliases.root(20) == 20)
        let one = (0..<6).map { feed.send(4 * day + 60 + Double($0) / 6, 201 + $0, on: 0, shares: machine(10, name: 900)) }
        let other = (0..<6).map { feed.send(4 * day + 90 + Double($0) / 6, 301 + $0, on: 0, shares: machine(20, name: 900)) }
        #expect(feed.incident(one[5]) != feed.incident(other[5]))
        #expect(feed.contradictions.isEmpty)
    }

    @Test func anIdOfAnotherFormIsTheSameMachine() {
        var feed = Feed()
        feed.age(devices: [10])
        feed.send(4 * day, 200, on: 0, shares: machine(10, name: 900))
        feed.send(
            4 * day + 1, 200, on: 0,
            shares: [EntityRef(id: 30, kind: .device, thing: 1, form: 3), EntityRef(id: 900, kind: .device, thing: 1)])
        let aliases = feed.correlator.state.aliases
        #expect(Set([10, 30, 900].map(aliases.root)).count == 1)
    }

    @Test func anotherProductsIdIsTheSameMachine() {
        var feed = Feed()
        feed.age(devices: [10])
        feed.send(4 * day, 200, on: 0, product: 1, shares: machine(10, name: 900))
        feed.send(4 * day + 1, 200, on: 0, product: 2, shares: machine(30, name: 900))
        let aliases = feed.correlator.state.aliases
        #expect(Set([10, 30, 900].map(aliases.root)).count == 1)
    }

    @Test func aCheckpointKnowsTheIds() throws {
        var feed = Feed()
        feed.send(1, 200, on: 0, shares: machine(10, name: 900))
        var again = try Correlator(checkpoint: feed.correlator.checkpoint())
        #expect(again.checkpoint() == feed.correlator.checkpoint())
        let next = feed.alert(2, 200, on: 0, shares: machine(20, name: 900))
        _ = again.correlate([next])
        #expect(again.state.aliases.root(20) == 20)
    }
}
