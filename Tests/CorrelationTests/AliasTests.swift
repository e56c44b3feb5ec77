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

    /// An agent of a collector, with the name of the host in its line.
    private func agent(_ id: Int32, line name: Int32) -> [EntityRef] {
        [EntityRef(id: id, kind: .device, thing: 1, form: EntityRef.agentForm), EntityRef(id: name, kind: .device, thing: 1)]
    }

    @Test func anAgentIsItsHost() {
        var feed = Feed()
        feed.age(devices: [10])
        feed.send(4 * day, 200, on: 0, shares: agent(10, line: 900))
        feed.send(4 * day + 1, 200, on: 0, shares: agent(10, line: 901))
        let aliases = feed.correlator.state.aliases
        #expect(Set([10, 900, 901].map(aliases.root)).count == 1)
    }

    @Test func hostsWhoseLinesAnAgentPassesOnAreThingsOfTheirOwn() {
        var feed = Feed()
        feed.age(devices: [10])
        for name in Int32(900)...905 { feed.send(4 * day + Double(name), 200, on: 0, shares: agent(10, line: name)) }
        let aliases = feed.correlator.state.aliases
        #expect((902...905).allSatisfy { aliases.root($0) == $0 })
        let observed = feed.alert(5 * day, 200, on: 0, shares: agent(10, line: 903))
        let seen = feed.correlator.canonical(observed).entities.filter { $0.kind == .device }
        #expect(seen.contains { $0.id == 903 && !$0.roles.contains(.contextual) })
        #expect(seen.contains { $0.id == aliases.root(10) && $0.roles.contains(.contextual) })
    }

    @Test func agentsThatWereAllNamedAlikeAreApart() {
        var feed = Feed()
        feed.age(devices: [10, 20])
        feed.send(4 * day, 200, on: 0, shares: agent(10, line: 900))
        feed.send(4 * day, 200, on: 0, shares: agent(10, line: 901))
        feed.send(4 * day, 200, on: 0, shares: agent(20, line: 900))
        feed.send(4 * day, 200, on: 0, shares: agent(20, line: 902))
        let aliases = feed.correlator.state.aliases
        #expect(aliases.root(901) == aliases.root(10) && aliases.root(902) == aliases.root(20))
        #expect(aliases.root(10) != aliases.root(20))
        let observed = feed.alert(5 * day, 200, on: 0, shares: agent(20, line: 900))
        #expect(!feed.correlator.canonical(observed).entities.contains { $0.id == aliases.root(900) })
    }

    /// `web-1.alpha.example` and `web-1.beta.example`, whose bare names are the same.
    @Test func hostsOfTwoDomainsAreApart() {
        var feed = Feed()
        feed.age(devices: [10])
        let alpha = [EntityRef(id: 50, kind: .device, thing: 1, form: 6)]
        let beta = [EntityRef(id: 60, kind: .device, thing: 1, form: 6)]
        let bare = [EntityRef(id: 900, kind: .device, thing: 1)]
        feed.send(4 * day, 200, on: 0, shares: alpha + bare)
        feed.send(4 * day, 200, on: 0, shares: beta + bare)
        let aliases = feed.correlator.state.aliases
        #expect(aliases.root(50) == aliases.root(900) && aliases.root(60) == 60)
        #expect(feed.correlator.canonical(feed.alert(5 * day, 200, on: 0, shares: beta + bare)).entities.map(\.id) == [60])
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
