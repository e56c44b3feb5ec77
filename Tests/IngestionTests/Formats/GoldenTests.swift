import Foundation
import Ingestion
import Testing

@Suite struct GoldenTests {
    @Test(arguments: GoldenCase.all)
    func readsAsRecorded(_ golden: GoldenCase) throws {
        let outcome = try golden.outcome()
        if ProcessInfo.processInfo.environment["WATCHFLOOR_RECORD"] == "1" {
            try golden.recordExpectation(outcome)
        } else {
            #expect(outcome == golden.expectation)
        }
    }

    @Test func everyFormatHasThreeCasesAndOneThatFails() {
        for format in AlertFormats.all {
            let cases = GoldenCase.all.filter { $0.format == format.name }
            #expect(cases.count >= 3, "\(format.name)")
            #expect(cases.contains { $0.expectation?.contains("\"error\"") == true }, "\(format.name)")
        }
    }

    /// What a format reads it also recognises, and nothing else does.
    @Test(arguments: GoldenCase.all.filter { AlertFormats.named($0.format) != nil })
    func isRecognised(_ golden: GoldenCase) throws {
        guard golden.expectation?.contains("\"error\"") == false else { return }
        #expect(AlertFormats.detect(golden.record)?.name == golden.format)
        let shape = try #require(Shapes.shape(of: golden))
        #expect(AlertFormats.all.filter { $0.recognises(shape) }.map(\.name) == [golden.format])
    }

    @Test func namesAreSortedAndFound() {
        let names = AlertFormats.all.map(\.name)
        #expect(names == names.sorted())
        #expect(AlertFormats.named("WAZUH")?.name == "wazuh")
        #expect(AlertFormats.named("mapping") == nil)
    }
}
