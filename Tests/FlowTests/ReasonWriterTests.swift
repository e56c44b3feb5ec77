import Correlation
import Testing

@testable import Flow

/// Why an alert stands where it does, in words.
@Suite struct ReasonWriterTests {
    private static func say(_ signal: CorrelationSignal, seen: Int = 0, on entity: String?) -> String {
        ReasonWriter.sentence(
            CorrelationReason(signal: signal, seenBefore: seen), detector: "“Scan”", entity: entity, other: "another device")
    }

    /// An alert that names nothing that is known is on nothing, and not on "no known entity".
    @Test func whatNamesNothingHasNoPlace() {
        #expect(ReasonWriterTests.say(.opening, on: nil) == "It opened the incident: “Scan” was never seen before.")
        #expect(ReasonWriterTests.say(.routine, seen: 2, on: nil) == "Routine: “Scan” was seen 2 times before.")
        #expect(
            ReasonWriterTests.say(.opening, on: "device web01")
                == "It opened the incident: “Scan” was never seen before on device web01.")
    }
}
