internal import EventFormats
internal import Ingestion
internal import Primitives

/// Puts records together that are lines of one event, and says how far a batch can go without tearing one.
///
/// What a batch holds back stays in the inbox and is read again with what came after it. So nothing has to be remembered: an event
/// whose lines are here only in part is neither lost by a crash nor in twice.
struct EventJoin {
    /// Records between two lines of one event, at most, and how far behind the last record a line is waited for.
    static let reach: UInt64 = 1000
    /// How long lines are waited for where nothing comes behind them.
    static let patience = Duration.seconds(2)
    /// Bytes of one event, at most.
    static let largestEvent = 1 << 20

    private struct Key: Hashable {
        var source: String
        var host: String
        var event: [UInt8]
    }

    private struct Unit {
        /// The first record, with the lines of the others.
        var record: InboxRecord
        /// The last of its records.
        var last: UInt64
        var received: Timestamp
        var awaitsMore = false
        var isOver = false
    }

    private var units: [Unit] = []
    private var places: [Key: Int] = [:]

    /// - Parameter joining: what puts a source's records together.
    init(_ records: [InboxRecord], joining: (String) -> (any JoiningFormat)?) {
        for record in records {
            let last = Unit(record: record, last: record.sequence, received: record.record.received)
            guard record.record.fault == nil, let format = joining(record.record.source),
                let part = format.part(of: record.record)
            else {
                units.append(last)
                continue
            }
            add(last, part)
        }
    }

    private mutating func add(_ unit: Unit, _ part: EventPart) {
        let key = Key(source: unit.record.record.source, host: unit.record.record.envelope.host, event: part.event)
        let place: Int
        if let known = places[key], takes(unit, part, at: known) {
            place = known
            units[place].record.record.bytes.append(UInt8(ascii: "\n"))
            units[place].record.record.bytes += unit.record.record.bytes
            (units[place].last, units[place].received) = (unit.last, unit.received)
        } else {
            place = units.count
            units.append(unit)
            places[key] = place
        }
        if part.role == .awaitsMore { units[place].awaitsMore = true }
        if part.role == .last || part.role == .end { units[place].isOver = true }
    }

    private func takes(_ unit: Unit, _ part: EventPart, at place: Int) -> Bool {
        let event = units[place]
        // The same event sent again begins anew; a mark of its end may still come.
        if event.isOver, part.role != .end { return false }
        return unit.last - event.last <= EventJoin.reach
            && event.record.record.bytes.count + unit.record.record.bytes.count < EventJoin.largestEvent
    }

    /// The last record that can be taken without tearing an event.
    /// - Parameters:
    ///   - stretch: what the records are from.
    ///   - start: the record before its first.
    func settled(in stretch: InboxStretch, after start: UInt64, at now: Timestamp) -> UInt64 {
        var end = stretch.last
        for unit in units.reversed() where unit.last > end || isOpen(unit, stretch, now) {
            end = min(end, unit.record.sequence - 1)
        }
        // With more behind it, waiting would bring nothing else.
        return end <= start && stretch.hasMore ? stretch.last : end
    }

    private func isOpen(_ unit: Unit, _ stretch: InboxStretch, _ now: Timestamp) -> Bool {
        guard unit.awaitsMore, !unit.isOver, stretch.last - unit.last < EventJoin.reach else { return false }
        let age = now - unit.received
        return stretch.hasMore || (Duration(ticks: 0) <= age && age < EventJoin.patience)
    }

    /// The records up to one, those of an event as one.
    func records(through end: UInt64) -> some Sequence<InboxRecord> {
        units.lazy.filter { $0.last <= end }.map(\.record)
    }
}
