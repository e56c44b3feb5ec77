import Correlation
@testable import Flow
import Foundation
import Primitives
import Testing

@Suite struct CorrelationSettingsTests {
    private static let names = Mirror(reflecting: CorrelationPolicy()).children.compactMap(\.label)

    @Test func everyFieldOfThePolicyIsASetting() {
        #expect(CorrelationSettings.fields.map(\.name).sorted() == CorrelationSettingsTests.names.sorted())
    }

    @Test func everySettingIsDocumented() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/correlation.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for name in CorrelationSettingsTests.names {
            #expect(text.contains("| `\(name)` |"), "\(name) is not in docs/correlation.md")
        }
    }

    @Test(arguments: [
        ("90", 90), (#""90s""#, 90), (#""30m""#, 1800), (#""1.5h""#, 5400), (#""2d""#, 172_800), ("0.5", 0.5),
    ])
    func timesAreSecondsOrTextWithAUnit(value: String, seconds: Double) throws {
        let policy = try CorrelationSettings.policy(JSONObject([.init(name: "sessionGap", value: JSONValue(parsing: value))]))
        #expect(policy.sessionGap == Int64(seconds * Double(CorrelationPolicy.second)))
        #expect(policy.strongSessionGap == CorrelationPolicy().strongSessionGap)
    }

    @Test(arguments: [
        #"{"sesionGap": 3}"#, #"{"sessionGap": "3x"}"#, #"{"sessionGap": "m"}"#, #"{"sessionGap": 0}"#, #"{"sessionGap": -5}"#,
        #"{"sessionGap": "infd"}"#, #"{"sessionGap": 1e300}"#, #"{"rareBits": "2"}"#, #"{"rareBits": -1}"#,
        #"{"proximityChance": 1.5}"#, #"{"alertLimit": 0}"#, #"{"alertLimit": 2.5}"#, #"{"keepsDeviceGroupsApart": 1}"#,
    ])
    func whatDoesNotFitIsRefusedByName(text: String) throws {
        let settings = try #require(try JSONValue(parsing: text).object)
        let name = try #require(settings.members.first?.name)
        let error = #expect(throws: CorrelationSettingsError.self) { try CorrelationSettings.policy(settings) }
        #expect(error.map { "\($0)".contains(name) } ?? false)
    }
}
