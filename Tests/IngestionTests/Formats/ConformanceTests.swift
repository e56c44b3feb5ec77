import Ingestion
import Primitives
import SecurityModel
import SeededRandom
import Testing

/// What every format promises: a record gives reports or an error, whatever its bytes. A trap would end the test run.
@Suite struct ConformanceTests {
    private func read(_ bytes: [UInt8], as format: any AlertFormat) -> Result<[AlertReport], IngestionError> {
        do throws(IngestionError) {
            return .success(
                try format.reports(in: RawRecord(source: "test", received: GoldenCase.received, bytes: bytes)))
        } catch {
            return .failure(error)
        }
    }

    private func check(_ outcome: Result<[AlertReport], IngestionError>, _ context: String) {
        switch outcome {
        case .success(let reports):
            for report in reports {
                #expect(!report.title.isEmpty, "\(context)")
                #expect(report.firstActivity <= report.lastActivity, "\(context)")
                #expect(report.lastActivity <= GoldenCase.received + .days(1), "\(context)")
                #expect(report.evidence.count <= 500 || report.detectionSource.name == "scheduledAlerts", "\(context)")
            }
        case .failure(let error):
            #expect(!"\(error)".isEmpty, "\(context)")
        }
    }

    @Test(arguments: GoldenCase.all)
    func survivesTruncation(_ golden: GoldenCase) throws {
        let format = try golden.alertFormat()
        for count in golden.input.indices {
            check(read(Array(golden.input[..<count]), as: format), "\(golden.testDescription) cut at \(count)")
        }
    }

    @Test(arguments: GoldenCase.all)
    func survivesFlippedBytes(_ golden: GoldenCase) throws {
        let format = try golden.alertFormat()
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<150 {
            var bytes = golden.input
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                let index = bytes.indices.randomElement(using: &generator) ?? 0
                bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
            }
            check(read(bytes, as: format), "\(golden.testDescription), seed \(seed), round \(round)")
        }
    }

    /// Values of the record give way to values of other types: each of them, or a sample where there are many.
    @Test(arguments: GoldenCase.all.filter { $0.input.first == UInt8(ascii: "{") })
    func survivesValuesOfOtherTypes(_ golden: GoldenCase) throws {
        let format = try golden.alertFormat()
        let value = try JSONValue(parsing: golden.input)
        let strange: [JSONValue] = [
            .null, .bool(true), .integer(-1), .integer(.max), .number(1e300), "", "\u{0}", "x", .array([]),
            .array([.null]),
            .object(JSONObject()), .array([.object(JSONObject())]),
        ]
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for (index, replacement) in strange.enumerated() {
            for position in (0..<Substitution.count(in: value)).shuffled(using: &generator).prefix(40) {
                let changed = Substitution.replace(position, in: value, with: replacement)
                let context = "\(golden.testDescription), seed \(seed), value \(position), stranger \(index)"
                check(read(Array(changed.text.utf8), as: format), context)
            }
        }
    }

    @Test(arguments: AlertFormats.all.map(\.name))
    func survivesExtremes(_ name: String) throws {
        let format = try #require(AlertFormats.named(name))
        let deep = String(repeating: "{\"a\":", count: 20000) + "1" + String(repeating: "}", count: 20000)
        let wide = "{" + (0..<20000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        let long = String(repeating: "x", count: 1_000_000)
        let extremes = [
            "", " ", "{}", "[]", "null", "\u{feff}{}", deep, wide, "{\"rule\":\"\(long)\"}", long, "CEF:", "LEEF:",
            "CEF:0|",
            String(repeating: "|", count: 100_000), "CEF:" + String(repeating: "|", count: 100_000),
            "LEEF:2.0|a|b|c|d|" + long, "CEF:0|a|b|c|d|e|5|" + String(repeating: "a=", count: 200_000),
            "CEF:0|a|b|c|d|e|5|rt=1795078800 " + (0..<20000).map { "k\($0)=v" }.joined(separator: " "),
        ]
        for extreme in extremes {
            check(read(Array(extreme.utf8), as: format), "\(name): \(extreme.prefix(40))")
        }
    }

    @Test func evidenceHasALimit() throws {
        let observables = (0..<2000).map { "{\"type_id\":2,\"value\":\"10.0.\($0 / 250).\($0 % 250 + 1)\"}" }.joined(
            separator: ",")
        let record = """
            {"class_uid":2004,"time":1795078800123,"finding_info":{"title":"wide"},"observables":[\(observables)]}
            """
        let report = try #require(try read(Array(record.utf8), as: OCSFFormat()).get().first)
        #expect(report.evidence.count == 500)
        #expect(report.additionalData["evidenceLeftOut"] == .integer(1500))
    }
}
