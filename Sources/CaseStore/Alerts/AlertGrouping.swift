internal import Primitives
internal import SQL
internal import SecurityModel

/// Puts the alerts of an incident together by kind: what one detector said of the same things. They are read once, in any
/// order, and counted here: a database would sort them by the long texts that tell the kinds apart.
struct AlertGrouping {
    private struct Kind: Hashable {
        var detector: Int64
        var entities: String
    }

    /// An alert, as a group of one, with the place of its kind.
    private struct Member {
        var kind: Int
        var alert: AlertGroup
    }

    private let mostMembers: Int
    private var places: [Kind: Int] = [:]
    private var whole: [AlertGroup] = []
    private var members: [Member] = []
    private var alertCount = 0

    /// - Parameter mostMembers: alerts up to which bursts are told apart.
    init(mostMembers: Int) {
        self.mostMembers = mostMembers
    }

    mutating func add(_ row: any SQLRow) {
        let kind = Kind(detector: row.integer(1), entities: row.text(2))
        let alert = AlertGroup(alert: row)
        let place = places[kind] ?? whole.count
        if place < whole.count {
            whole[place].take(alert)
        } else {
            places[kind] = place
            whole.append(alert)
            whole[place].entities = ObservedEntity.list(kind.entities)
        }
        alertCount += 1
        if alertCount <= mostMembers { members.append(Member(kind: place, alert: alert)) }
    }

    func groups(partedBy pause: (Duration) -> Duration) -> AlertGroups {
        let ordered = whole.sorted(by: AlertGrouping.isBefore)
        guard alertCount <= mostMembers, let first = ordered.first, let last = whole.map(\.lastActivity).max() else {
            return AlertGroups(whole: ordered, bursts: ordered)
        }
        return AlertGroups(whole: ordered, bursts: bursts(partedBy: pause(last - first.firstActivity)))
    }

    private func bursts(partedBy pause: Duration) -> [AlertGroup] {
        var bursts: [AlertGroup] = []
        /// By kind, the burst that is going on, and the beginning of its latest alert.
        var current = [(burst: Int, latest: Timestamp)?](repeating: nil, count: whole.count)
        for member in members.sorted(by: { AlertGrouping.isBefore($0.alert, $1.alert) }) {
            let began = member.alert.firstActivity
            if let (burst, latest) = current[member.kind], began - latest <= pause {
                bursts[burst].take(member.alert)
                current[member.kind] = (burst, began)
            } else {
                current[member.kind] = (bursts.count, began)
                bursts.append(member.alert)
                bursts[bursts.count - 1].entities = whole[member.kind].entities
            }
        }
        return bursts
    }

    private static func isBefore(_ one: AlertGroup, _ other: AlertGroup) -> Bool {
        (one.firstActivity, one.example) < (other.firstActivity, other.example)
    }
}

extension AlertGroup {
    /// An alert alone; what it is about is read once a kind.
    fileprivate init(alert row: any SQLRow) {
        self.init(
            detector: row.integer(1), title: row.text(3), severity: AlertSeverity(rawValue: UInt8(row.integer(4))) ?? .unknown,
            alertCount: 1, openCount: row.integer(5) == Int64(AlertStatus.resolved.rawValue) ? 0 : 1,
            firstActivity: Timestamp(ticks: row.integer(7)), lastActivity: Timestamp(ticks: row.integer(8)),
            example: AlertID(row.integer(0)), tactics: TacticSet(rawValue: UInt32(row.integer(6))), entities: [])
    }
}
