import KQL
import Testing

/// Every function with arguments at the edges of what there is: it answers or says what is wrong, and never ends the
/// process.
@Suite struct FunctionTests {
    private static let values = [
        "1", "0", "-1", "9223372036854775807", "-9223372036854775808", "2.5", "real(nan)", "real(+inf)", "-1e308", "\"\"",
        "\"abc\"",
        "\"é日本\"", "\"day\"", "\"1.2.3.4/33\"", "\"2026-01-02\"", "dynamic([1,2,\"a\",null,2.5])", "dynamic([])",
        "dynamic({\"a\":{\"b\":[1]}})", "dynamic(null)", "dynamic([[0,0],[1,1]])", "datetime(0001-01-01)",
        "datetime(9999-12-31 23:59:59)", "1d", "-1d", "timespan(10675198.00:00:00)", "true", "int(null)", "datetime(null)",
        "decimal(1.5)", "\"%zz%\"", "\"(a|b\"", "dynamic([9223372036854775807,-9223372036854775808])",
    ]

    @Test(arguments: [UInt64(21), 22])
    func edgesAreSurvived(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let engine = Engine()
        #expect(Engine.functionNames.count > 300)
        for name in Engine.functionNames {
            for round in 0..<20 {
                let count = round % 3 == 0 ? 1 + random.next() % 3 : random.next() % 6
                let arguments = (0..<count).map { _ in
                    FunctionTests.values[Int(random.next() % UInt64(FunctionTests.values.count))]
                }
                do {
                    _ = try engine.run("print \(name)(\(arguments.joined(separator: ", ")))")
                } catch let error as QueryError {
                    #expect(!error.message.isEmpty)
                }
            }
        }
    }
}
