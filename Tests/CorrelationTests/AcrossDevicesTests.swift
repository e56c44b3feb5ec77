@testable import Correlation
import Testing

private let day = 24.0 * 60

@Suite struct AcrossDevicesTests {
    private func network(_ id: Int32) -> [EntityRef] { [EntityRef(id: id, kind: .network, isStrong: false)] }

    /// Four quiet days on devices of the given networks.
    private func aged(_ networks: [Int32: Int32]) -> Feed {
        var feed = Feed()
        for step in 0..<192 {
            for device in networks.keys.sorted() {
                feed.send(Double(step) * 30, 100, on: device, shares: network(networks[device] ?? 0))
            }
        }
        return feed
    }

    @Test func devicesOfOneSiteJoinOnARareDetector() {
        var feed = aged([1: 900, 2: 900])
        let a = feed.send(4 * day, 201, on: 1), b = feed.send(4 * day + 1, 201, on: 2)
        #expect(feed.incident(a) == feed.incident(b))
    }

    @Test func twoCompaniesWithTheSameToolStayApart() {
        var feed = aged([1: 900, 2: 901])
        let a = feed.attack(4 * day, on: 1), b = feed.attack(4 * day, on: 2)
        #expect(feed.incident(a[0]) != feed.incident(b[0]))
        #expect(feed.isOnQueue(a[0]) && feed.isOnQueue(b[0]))
    }

    @Test func aSensorMakesASiteOfWhatItSees() {
        var sites = Feed()
        sites.age(devices: [1, 2, 9])
        // Device 9 repeats, in the same second, what happens on 1 and 2, at odd times.
        for step in 0..<40 {
            let minute = Double(step) * 143.3
            sites.send(minute, 300, on: 1)
            sites.send(minute, 300, on: 9)
            sites.send(minute + 31.7, 300, on: 2)
            sites.send(minute + 31.7, 300, on: 9)
        }
        #expect(sites.correlator.state.sites.relation(1, 2) == .same)
        #expect(sites.correlator.state.anchors.value(of: 9)?.isSensor == true)
        #expect(sites.correlator.state.anchors.value(of: 1)?.isSensor == false)
    }

    @Test func aScheduleIsNoSite() {
        var feed = Feed()
        for hour in 0..<96 {  // both fire on the hour, every hour
            feed.send(Double(hour) * 60, 300, on: 1)
            feed.send(Double(hour) * 60, 300, on: 2)
        }
        #expect(feed.correlator.state.sites.relation(1, 2) != .same)
    }

    /// What never stops coincides with everything on the site.
    @Test func aBeaconDrawsInNobodyWhoIsOnlyBusyToo() {
        var feed = aged([1: 900, 2: 900])
        var last: Observation?
        for beat in 0..<8_640 {  // every ten seconds for a day
            last = feed.send(4 * day + Double(beat) / 6, 300, on: 1, shares: network(900))
        }
        var strangers: [Observation] = []
        for step in 0..<40 {
            strangers.append(feed.send(5 * day - 400 + Double(step) * 9.5, 300, on: 2, shares: network(900)))
        }
        let beacon = last.map { feed.incident($0) }
        #expect(strangers.count { feed.incident($0) == beacon } <= 4)
    }

    @Test func aTwinOnASensorFollowsTheAttack() {
        var feed = aged([1: 900, 2: 900])
        for step in 0..<30 { feed.send(Double(step) * 190 + 7, 201, on: 2, shares: network(900)) }
        let attack = feed.send(4 * day, 201, on: 1), twin = feed.send(4 * day, 201, on: 2)
        #expect(feed.incident(twin) == feed.incident(attack))
        #expect(feed.signal(twin) == .twin)
    }

    @Test func aWatcherSpeaksOfTheAttackNearIt() {
        var feed = aged([1: 900, 2: 900, 3: 901])
        for step in 0..<8 {
            for (device, site) in [(Int32(2), Int32(900)), (3, 901)] {
                feed.send(Double(step) * 600 + 7, 110, on: device, shares: network(site))
            }
        }
        let attack = feed.attack(4 * day, on: 1)
        let near = feed.send(4 * day + 20, 110, on: 2), elsewhere = feed.send(4 * day + 20, 110, on: 3)
        let later = feed.send(4 * day + 300, 110, on: 2)
        #expect(feed.incident(near) == feed.incident(attack[0]))
        #expect(feed.signal(near) == .watcher)
        #expect(feed.incident(elsewhere) != feed.incident(attack[0]))
        #expect(feed.incident(later) != feed.incident(attack[0]))
    }
}
