import OData
import Primitives
import SeededRandom
import Testing

@Suite struct FilterTests {
    /// The text of a filter, and the text that its tree is written as.
    static let readings: [(text: String, tree: String)] = [
        ("status eq 'active'", "status eq 'active'"),
        ("STATUS Eq 'active'", "STATUS eq 'active'"),
        (
            "status eq 'active' or severity eq 'high' and assignedTo eq null",
            "status eq 'active' or (severity eq 'high' and assignedTo eq null)"
        ),
        (
            "(status eq 'active' or severity eq 'high') and assignedTo ne null",
            "(status eq 'active' or severity eq 'high') and assignedTo ne null"
        ),
        ("not status eq 'active'", "not (status eq 'active')"),
        ("not(status eq 'a' and not (x eq 1))", "not (status eq 'a' and not (x eq 1))"),
        ("createdDateTime gt 1970-01-01T00:00:00Z", "createdDateTime gt 1970-01-01T00:00:00Z"),
        ("createdDateTime ge 2021-08-13T08:43:35.5533333Z", "createdDateTime ge 2021-08-13T08:43:35.5533333Z"),
        ("createdDateTime ge 2026-11-01", "createdDateTime ge 2026-11-01T00:00:00Z"),
        ("lastUpdateTime lt 2018-08-01Z", "lastUpdateTime lt 2018-08-01T00:00:00Z"),
        (
            "createdDateTime ge 2026-11-25T05:39:13.819173 00:00 and a eq 1",
            "createdDateTime ge 2026-11-25T05:39:13.8191730Z and a eq 1"
        ),
        ("createdDateTime ge 2026-11-25T05:39:13 02:00", "createdDateTime ge 2026-11-25T03:39:13Z"),
        ("createdDateTime ge '2026-11-01T08:00:00Z'", "createdDateTime ge '2026-11-01T08:00:00Z'"),
        ("createdDateTime ge datetime'2026-11-01T08:00:00Z'", "createdDateTime ge '2026-11-01T08:00:00Z'"),
        ("status has microsoft.graph.security.incidentStatus'active'", "status has 'active'"),
        ("assignedTo eq 'O''Neil'", "assignedTo eq 'O''Neil'"),
        ("severity in ('high', 'medium')", "severity in ('high','medium')"),
        ("contains(displayName,'brute')", "contains(displayName,'brute')"),
        ("startswith(displayName,'a') eq true", "startswith(displayName,'a')"),
        ("endswith(tolower(displayName),'a') eq false", "not (endswith(displayName,'a'))"),
        ("tolower(displayName) eq 'x'", "displayName eq 'x'"),
        ("'high' eq severity", "severity eq 'high'"),
        ("5 lt alertCount", "alertCount gt 5"),
        ("isOnQueue", "isOnQueue eq true"),
        ("isOnQueue and not isRead", "isOnQueue eq true and not (isRead eq true)"),
        ("score eq -1.5", "score eq -1.5"),
        ("id eq 0f3b2c1d-1111-2222-3333-444455556666", "id eq '0f3b2c1d-1111-2222-3333-444455556666'"),
        ("id eq a23b2c1d-1111-2222-3333-444455556666", "id eq 'a23b2c1d-1111-2222-3333-444455556666'"),
        ("evidence/any()", "evidence/any()"),
        ("customTags/any(t: t eq 'vip')", "customTags/any(x1:x1 eq 'vip')"),
        (
            "evidence/any(e: e/microsoft.graph.security.deviceEvidence/mdeDeviceId eq 'abc')",
            "evidence/any(x1:x1/microsoft.graph.security.deviceEvidence/mdeDeviceId eq 'abc')"
        ),
        (
            "evidence/all(e:e/verdict ne 'malicious' or e/roles/any(r:r eq 'attacked'))",
            "evidence/all(x1:x1/verdict ne 'malicious' or x1/roles/any(x2:x2 eq 'attacked'))"
        ),
        (
            "evidence/any(e: isof(e, microsoft.graph.security.ipEvidence))",
            "evidence/any(x1:isof(x1,'microsoft.graph.security.ipEvidence'))"
        ),
        (
            "evidence/any(e: e/@odata.type eq '#microsoft.graph.security.ipEvidence')",
            "evidence/any(x1:x1/@odata.type eq '#microsoft.graph.security.ipEvidence')"
        ),
        ("properties/owner/email eq 'a@b.c'", "properties/owner/email eq 'a@b.c'"),
        ("titel eq 'Über'", "titel eq 'Über'"),
    ]

    @Test(arguments: readings) func reads(text: String, tree: String) throws {
        let filter = try Filter(text)
        #expect(filter.description == tree)
        #expect(try Filter(filter.description) == filter)
    }

    /// Filters that are refused, with the place and a word of the reason.
    static let refusals: [(text: String, position: Int?, word: String)] = [
        ("", nil, "empty"), ("   ", nil, "empty"),
        ("status eq", 10, "value is missing"),
        ("status eq High", 11, "texts stand in quotes"),
        ("status eq 'a", 11, "not closed"),
        ("status is 'a'", 8, "'is'"),
        ("(status eq 'a'", 15, "')'"),
        ("status eq 'a')", 14, "')'"),
        ("status eq 'a' status eq 'b'", 15, "'status'"),
        ("status in ()", 12, "value"),
        ("severity in ('a' 'b')", 18, "')'"),
        ("length(title) gt 3", 1, "no function 'length'"),
        ("contains(title)", 15, "','"),
        ("created gt 2026-13-01", 12, "no time"),
        ("ü eq ;", 6, "does not belong here"),
        ("a/ 1", 4, "a name is missing"),
        ("evidence/any(e e/x eq 1)", 16, "':'"),
        ("$it eq 1", 1, "'$it'"),
        (String(repeating: "(", count: 40) + "a eq 1", 33, "brackets"),
        (Array(repeating: "a eq 1", count: 501).joined(separator: " or "), nil, "500 terms"),
        ("a in (" + Array(repeating: "1", count: 502).joined(separator: ",") + ")", nil, "500 terms"),
        ("a eq '" + String(repeating: "x", count: 8200) + "'", nil, "8192"),
    ]

    @Test(arguments: refusals) func refuses(text: String, position: Int?, word: String) {
        let error = #expect(throws: ODataError.self) { try Filter(text) }
        #expect(error?.position == position)
        #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    }

    /// Trees made by chance are written and read as the same.
    @Test func randomTreesReadAsWritten() throws {
        let seed = UInt64.random(in: 0 ..< .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let filter = Filter.random(&random, depth: 4, isElement: false)
            let text = filter.description
            #expect(try Filter(text).description == text, "seed \(seed): \(text)")
        }
    }

    /// Damaged filters are refused or read, and never bring the parser down.
    @Test func damagedFiltersComeBack() throws {
        let seed = UInt64.random(in: 0 ..< .max)
        var random = SeededGenerator(seed: seed)
        for reading in FilterTests.readings {
            for _ in 0..<200 {
                var bytes = Array(reading.text.utf8)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    if Bool.random(using: &random) {
                        bytes[index] = UInt8.random(in: 32...126, using: &random)
                    } else {
                        bytes.remove(at: index)
                    }
                    if bytes.isEmpty { break }
                }
                guard let filter = try? Filter(String(decoding: bytes, as: UTF8.self)) else { continue }
                #expect(try Filter(filter.description).description == filter.description, "seed \(seed)")
            }
        }
    }
}

extension Filter {
    static func random(_ random: inout SeededGenerator, depth: Int, isElement: Bool) -> Filter {
        let path = FilterPath(
            segments: [["a", "b/c", "d"].randomElement(using: &random) ?? "a"].flatMap {
                $0.split(separator: "/").map(String.init)
            }, isOfElement: isElement)
        switch Int.random(in: depth == 0 ? 4...6 : 0...7, using: &random) {
        case 0:
            return .and(
                (0..<Int.random(in: 2...4, using: &random)).map { _ in .random(&random, depth: depth - 1, isElement: isElement) })
        case 1:
            return .or(
                (0..<Int.random(in: 2...4, using: &random)).map { _ in .random(&random, depth: depth - 1, isElement: isElement) })
        case 2: return .not(.random(&random, depth: depth - 1, isElement: isElement))
        case 3:
            return .lambda(path, Bool.random(using: &random) ? .any : .all, .random(&random, depth: depth - 1, isElement: true))
        case 4: return .compare(path, Comparison.allCases.randomElement(using: &random) ?? .eq, literal(&random))
        case 5: return .among(path, (0..<Int.random(in: 1...3, using: &random)).map { _ in literal(&random) })
        case 6: return .text(TextMatch.allCases.randomElement(using: &random) ?? .contains, path, FilterLiteral(.string("it's")))
        default: return .isOf(path, "n.type")
        }
    }

    private static func literal(_ random: inout SeededGenerator) -> FilterLiteral {
        let values: [FilterLiteral.Value] = [
            .null, .bool(true), .integer(Int64.random(in: -9...9, using: &random)),
            .number(Double.random(in: -1e9...1e9, using: &random)),
            .string("a 'quoted' ü"), .time(Timestamp(ticks: Int64.random(in: 0...Timestamp.distantFuture.ticks, using: &random))),
        ]
        return FilterLiteral(values.randomElement(using: &random) ?? .null)
    }
}
