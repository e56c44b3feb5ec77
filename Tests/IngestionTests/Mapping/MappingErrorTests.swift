import Ingestion
import Testing

@Suite struct MappingErrorTests {
    private static let whole = "title: a\nfirstActivityDateTime: t\n"

    /// A mapping file, the line of its error and a part of what the error says.
    @Test(arguments: [
        ("", 0, "empty"), ("title: [a", 2, "not valid YAML"), ("title: a", 1, "'firstActivityDateTime'"),
        ("firstActivityDateTime: t", 1, "'title'"), (whole + "titel: b\n", 3, "unknown key 'titel'"),
        ("title: a\ntitle: b\n", 1, "twice"), ("- a", 1, "keys with values"),
        ("title: a..b\nfirstActivityDateTime: t", 1, "no path"),
        ("title: \"a[x]\"\nfirstActivityDateTime: t", 1, "no path"), (whole + "evidence: device\n", 3, "a list"),
        (whole + "evidence:\n  - fields: {a: b}\n", 4, "needs a kind"),
        (whole + "evidence:\n  - kind: gadget\n    fields: {a: b}\n", 4, "'gadget'"),
        (whole + "evidence:\n  - kind: device\n", 4, "needs fields"),
        (whole + "evidence:\n  - kind: ip\n    roles: [friend]\n    fields: {ipAddress: a}\n", 5, "unknown role"),
        (whole + "evidence:\n  - kind: ip\n    verdict: odd\n    fields: {ipAddress: a}\n", 5, "unknown verdict"),
        (whole + "severity: {path: a, map: {\"3..1\": low}}\n", 3, "range"),
        (whole + "severity: {path: a, otherwise: low}\n", 3, "needs a 'map'"),
        (whole + "severity: {constant: dreadful}\n", 3, "unknown severity"),
        (whole + "description: {path: a, constant: b}\n", 3, "exactly one"),
        (whole + "description: {template: \"a {b\"}\n", 3, "braces"),
        (whole + "lastActivityDateTime: {path: a, format: julian}\n", 3, "unknown format"),
        (whole + "when:\n  - path: a\n", 4, "exactly one"),
        (whole + "when:\n  - {path: a, exists: maybe}\n", 4, "true or false"),
        (whole + "description: [[[[[a]]]]]\n", 3, "deeper"), (whole + "description: []\n", 3, "empty"),
    ])
    func saysLineAndReason(_ yaml: String, _ line: Int, _ words: String) {
        do throws(IngestionError) {
            _ = try MappingFormat(yaml: yaml, name: "test")
            Issue.record("the mapping was read: \(yaml)")
        } catch {
            guard case .badMapping(let found, let reason) = error else {
                Issue.record("another error: \(error)")
                return
            }
            #expect(found == line, "\(reason)")
            #expect(reason.contains(words), "\(reason)")
        }
    }

    @Test func refusesHugeFiles() {
        let yaml = Self.whole + "# " + String(repeating: "x", count: 300_000)
        #expect(throws: IngestionError.badMapping(line: 0, reason: "the file is larger than 262144 bytes")) {
            try MappingFormat(yaml: yaml, name: "test")
        }
    }
}
