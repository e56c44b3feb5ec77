public import CaseStore
public import Primitives

extension HuntUsage {
    /// Reads what was stored before the server ended.
    public func restore(from store: CaseStore, at now: Timestamp) async throws {
        let hunts = try await store.read { try $0.finishedHunts(newest: HuntPolicy.reportedHunts) }
        restore(hunts.compactMap(Entry.init), at: now)
    }

    /// Stores the hunts that ended since the last time, in one transaction. What cannot be stored is kept for the next time.
    public func save(to store: CaseStore) async throws {
        let entries = takeUnsaved()
        guard !entries.isEmpty else { return }
        do {
            let hunts = entries.map(\.stored)
            try await store.write(by: .hunting, at: .now) { try $0.insert(hunts, keeping: HuntPolicy.reportedHunts) }
        } catch {
            keepUnsaved(entries)
            throw error
        }
    }
}

extension HuntUsage.Entry {
    fileprivate var stored: FinishedHunt {
        FinishedHunt(
            account: account, interface: interface.rawValue, state: state.rawValue, query: query, start: span.start,
            end: span.end, begun: begun, seconds: seconds, rows: Int64(rows), memory: Int64(memory), share: share)
    }

    /// - Returns: `nil` for one in words that this version does not know.
    fileprivate init?(_ hunt: FinishedHunt) {
        guard let interface = HuntInterface(rawValue: hunt.interface), let state = HuntUsage.State(rawValue: hunt.state) else {
            return nil
        }
        self.init(
            account: hunt.account, interface: interface, query: hunt.query, span: HuntSpan(start: hunt.start, end: hunt.end),
            begun: hunt.begun, seconds: hunt.seconds, rows: Int(hunt.rows), memory: Int(hunt.memory), share: hunt.share,
            state: state)
    }
}
