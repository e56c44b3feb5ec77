import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// Who searches for the number of an incident wants that incident.
@Suite struct SearchNumberTests {
    @Test func numbersLeadToTheirIncidents() async throws {
        try await PageBench.with { bench in
            let found = try await bench.store.read { reader in
                try ["#1", "incident 2", "INC-3", "1", "3", "#99", "ws-042", ""].map { text in
                    try SearchResults(text, most: 5, reader, now: PageBench.now).only ?? "-"
                }
            }
            // 1 is the number of an alert as well.
            #expect(found == ["/incidents/1", "/incidents/2", "/incidents/3", "-", "-", "-", "-", "-"])
        }
    }
}
