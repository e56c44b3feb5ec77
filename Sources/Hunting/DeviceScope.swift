internal import CaseStore
internal import KQL
internal import SecurityModel
internal import Synchronization

/// Which events are seen by whoever asks. A row of an event says which device it is of, and nothing else that access goes by:
/// who is limited to device groups sees the rows whose device's name puts it into one of them.
struct DeviceScope {
    private enum Reach {
        case everything
        case devices(@Sendable (String) -> Bool)
        /// Rows do not say enough; the reason is for people.
        case undecided(String)
    }

    private let reach: Reach

    init(_ view: CaseView, _ groups: [DeviceGroup]) {
        if view.isEverything {
            reach = .everything
        } else if view.scopes.isEmpty || view.scopes.contains(where: { $0.sources != nil }) {
            reach = .undecided("events do not say which source they came from")
        } else if let group = groups.first(where: { !$0.isDecidedByName }) {
            reach = .undecided("the device group '\(group.name)' goes by more than a device's name")
        } else {
            let allowed = view.scopes.reduce(into: Set<Int32>()) { $0.formUnion($1.deviceGroups ?? []) }
            let known = Known()
            reach = .devices { name in
                known.isAllowed(name) { allowed.contains(DeviceGroup.group(of: .init(name: name), among: groups)) }
            }
        }
    }

    func tables(of events: any EventTableSource, over span: HuntSpan) -> any TableProvider {
        switch reach {
        case .everything: events.provider(over: span, device: nil)
        case .devices(let isAllowed): events.provider(over: span, device: isAllowed)
        case .undecided(let reason):
            WithheldTables(tables: events.provider(over: span, device: { _ in false }), reason: reason)
        }
    }

    /// What was found of each name: there are few names, and many rows.
    private final class Known: Sendable {
        private let names = Mutex<[String: Bool]>([:])

        func isAllowed(_ name: String, _ decide: () -> Bool) -> Bool {
            names.withLock { names in
                if let known = names[name] { return known }
                let decided = decide()
                names[name] = decided
                return decided
            }
        }
    }
}

extension DeviceGroup {
    fileprivate var isDecidedByName: Bool {
        conditions.allSatisfy {
            switch $0 {
            case .nameStarts, .nameContains, .nameEnds: true
            case .tag, .address, .domain: false
            }
        }
    }
}

/// Tables whose names and columns may be seen, but no row.
private struct WithheldTables: TableProvider {
    let tables: any TableProvider
    let reason: String

    var tableNames: [String] { tables.tableNames }
    func schema(of table: String) -> Schema? { tables.schema(of: table) }
    func wholeSchema(of table: String) -> Schema? { tables.wholeSchema(of: table) }

    func rows(of table: String, columns: [Int]) throws -> any BatchSource {
        throw QueryError(.unsupported, "'\(table)' is for those who may see all cases: \(reason)")
    }
}
