import SecurityModel
import Testing

/// The lifecycles of incidents and alerts as tables: each state, each input, what follows.
@Suite struct LifecycleTests {
    typealias Effect = IncidentLifecycle.Effect
    typealias Refusal = IncidentLifecycle.Refusal

    static let open: [IncidentStatus] = [.active, .inProgress, .awaitingAction]

    private func set(
        _ new: IncidentStatus, from old: IncidentStatus, byPerson: Bool
    ) -> (status: IncidentStatus, outcome: Result<Effect, Refusal>) {
        var lifecycle = IncidentLifecycle(status: old)
        do throws(Refusal) {
            let effect = try lifecycle.set(new, byPerson: byPerson)
            return (lifecycle.status, .success(effect))
        } catch {
            return (lifecycle.status, .failure(error))
        }
    }

    @Test func openIncidentsChangeFreelyAndResolveTheirAlerts() {
        for old in LifecycleTests.open {
            for isPerson in [true, false] {
                for new in LifecycleTests.open { #expect(set(new, from: old, byPerson: isPerson) == (new, .success(.none))) }
                #expect(set(.resolved, from: old, byPerson: isPerson) == (.resolved, .success(.resolveAlerts)))
                #expect(set(.redirected, from: old, byPerson: isPerson) == (old, .failure(.redirectedIsNotAStatusToSet)))
            }
        }
    }

    @Test func resolvedIncidentsAreReopenedByPeopleOnly() {
        for new in LifecycleTests.open {
            #expect(set(new, from: .resolved, byPerson: true) == (new, .success(.reopen)))
            #expect(set(new, from: .resolved, byPerson: false) == (.resolved, .failure(.resolvedByAutomation)))
        }
        #expect(set(.resolved, from: .resolved, byPerson: false) == (.resolved, .success(.none)))
        #expect(set(.redirected, from: .resolved, byPerson: true) == (.resolved, .failure(.redirectedIsNotAStatusToSet)))
    }

    @Test func mergedIncidentsStayAsTheyAre() {
        for new in IncidentStatus.allCases {
            #expect(set(new, from: .redirected, byPerson: true) == (.redirected, .failure(.redirected)))
        }
    }

    @Test func mergesAreTakenBackToWhatWasBefore() throws {
        for old in LifecycleTests.open + [.resolved] {
            var lifecycle = IncidentLifecycle(status: old)
            #expect(throws: Refusal.notRedirected) { try lifecycle.restore(old) }
            try lifecycle.redirect()
            #expect(lifecycle.status == .redirected)
            #expect(throws: Refusal.redirected) { try lifecycle.redirect() }
            try lifecycle.restore(old)
            #expect(lifecycle.status == old)
        }
    }

    @Test func openIsWhatTakesAlerts() {
        #expect(IncidentStatus.open == LifecycleTests.open)
        #expect(!IncidentStatus.resolved.isOpen && !IncidentStatus.redirected.isOpen)
    }

    /// Status before, set by a person before, new status, by a person now, status after, set by a person after.
    @Test(arguments: [
        (AlertStatus.new, false, AlertStatus.resolved, false, AlertStatus.resolved, false),
        (.new, false, .inProgress, true, .inProgress, true), (.inProgress, true, .resolved, false, .inProgress, true),
        (.inProgress, true, .resolved, true, .resolved, true), (.resolved, true, .new, false, .resolved, true),
        (.resolved, false, .new, false, .new, false), (.resolved, true, .new, true, .new, true),
        (.new, true, .resolved, false, .resolved, true), (.new, false, .new, true, .new, true),
        (.inProgress, false, .resolved, false, .resolved, false),
    ])
    func nothingAutomaticOverwritesAPerson(
        _ old: AlertStatus, _ wasPerson: Bool, _ new: AlertStatus, _ isPerson: Bool, _ after: AlertStatus, _ staysPerson: Bool
    ) {
        var lifecycle = AlertLifecycle(status: old, wasSetByPerson: wasPerson)
        let changed = lifecycle.set(new, byPerson: isPerson)
        #expect(lifecycle.status == after && lifecycle.wasSetByPerson == staysPerson && changed == (old != after))
    }
}

private func == (
    left: (status: IncidentStatus, outcome: Result<IncidentLifecycle.Effect, IncidentLifecycle.Refusal>),
    right: (IncidentStatus, Result<IncidentLifecycle.Effect, IncidentLifecycle.Refusal>)
) -> Bool { left.status == right.0 && left.outcome == right.1 }
