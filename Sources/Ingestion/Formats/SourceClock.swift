public import Primitives
internal import Foundation

/// The zone in which a source writes times that say none.
public struct LocalZone: Hashable, Sendable {
    /// As the database of zones calls it: `Europe/Berlin`; `UTC` at first.
    public let name: String
    private let zone: TimeZone?

    public static let utc = LocalZone()

    private init() { (name, zone) = ("UTC", nil) }

    /// - Returns: `nil` where there is no such zone. An empty name is UTC.
    public init?(_ name: String) {
        guard !name.isEmpty, name != "UTC" else {
            self = .utc
            return
        }
        // The names of the database alone: `EST` has no summer, and means another time elsewhere.
        guard name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
        (self.name, self.zone) = (zone.identifier, zone)
    }

    /// The moment at which clocks there show a time, given as if it were UTC. Of an hour that comes twice it is the first; of
    /// one that is left out, the one after.
    func moment(showing local: Timestamp) -> Timestamp {
        guard let zone else { return local }
        let before = local - .seconds(offset(zone, at: local - .days(1)))
        let after = local - .seconds(offset(zone, at: before))
        return shows(local, before, in: zone) || !shows(local, after, in: zone) ? before : after
    }

    private func shows(_ local: Timestamp, _ moment: Timestamp, in zone: TimeZone) -> Bool {
        moment + .seconds(offset(zone, at: moment)) == local
    }

    private func offset(_ zone: TimeZone, at time: Timestamp) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.unixSeconds))))
    }
}

/// What a source's times are read by: when a record came, which tells the year where the text has none, and the zone.
public struct SourceClock: Hashable, Sendable {
    public var received: Timestamp
    public var zone: LocalZone

    public init(received: Timestamp, zone: LocalZone = .utc) { (self.received, self.zone) = (received, zone) }

    /// A time that was read from a text, moved into the source's zone where the text says none.
    func time(_ read: Timestamp, from text: String) -> Timestamp {
        // What can still be read with a zone behind it has none.
        zone != .utc && Timestamp(text + "Z") != nil ? zone.moment(showing: read) : read
    }
}
