internal import CaseStore
internal import Primitives

/// The moments at which an incident can be looked at: changes of one second are one stop, as what a program does at once is.
struct PastStops {
    struct Stop {
        /// Oldest first; at least one.
        var changes: [Change]

        var sequence: Int64 { changes.last?.sequence ?? 0 }
        var time: Timestamp { changes.last?.time ?? .distantPast }
    }

    /// What somebody asked for.
    enum Wish: Equatable {
        /// A moment, whether something happened then or not.
        case time(Timestamp)
        /// Behind one change of the log.
        case change(Int64)

        /// Reads `2026-05-04T12:30`, with or without seconds and zone, in UTC; or the number of a change.
        init?(_ text: String) {
            if let number = Int64(text) {
                self = .change(number)
            } else if let time = [text, text + "Z", text + ":00Z"].lazy.compactMap({ Timestamp($0) }).first {
                self = .time(time)
            } else {
                return nil
            }
        }
    }

    private(set) var stops: [Stop] = []

    /// - Parameter changes: oldest first.
    init(_ changes: some Sequence<Change>) {
        for change in changes {
            if stops.last?.time.unixSeconds == change.time.unixSeconds {
                stops[stops.count - 1].changes.append(change)
            } else {
                stops.append(Stop(changes: [change]))
            }
        }
    }

    /// The last stop that had happened; `nil` before the first. Without a wish, the newest.
    func place(_ wish: Wish?) -> Int? {
        switch wish {
        case nil: stops.indices.last
        // A stop is shown to the second; who asks for that second means all of it.
        case .time(let time): stops.lastIndex { $0.time.unixSeconds <= time.unixSeconds }
        case .change(let sequence): stops.lastIndex { $0.changes.contains { $0.sequence <= sequence } }
        }
    }
}
