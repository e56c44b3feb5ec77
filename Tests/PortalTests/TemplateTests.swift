import SecurityModel
import Testing

@testable import Portal

/// Templates as data: text, what it is filled in with, and what comes out.
@Suite struct TemplateTests {
    struct Row {
        var name: String
        var note: String?
        var tags: [String] = []
    }

    struct Model {
        var title = "A & B"
        var markup = "<b>made</b>"
        var isOpen = true
        var isShut = false
        var count = 3
        var missing: String?
        var none: [Row] = []
        var rows = [Row(name: "<one>", note: "n", tags: ["x", "y"]), Row(name: "two")]
        var head = Row(name: "head", tags: ["h"])
        var pair: (left: String, right: Int) = ("l", 7)
        var words = ["a", "b"]
        var note = "outer"
        var marked = "a\u{202e}b"
    }

    static let cases: [(template: String, text: String)] = [
        ("plain", "plain"),
        ("{{title}}|{{ title }}|{{{markup}}}|{{markup}}", "A &amp; B|A &amp; B|<b>made</b>|&lt;b&gt;made&lt;/b&gt;"),
        ("{{count}} {{isOpen}} {{nothing}}{{missing}}.", "3 true ."),
        ("{{#isOpen}}open{{/isOpen}}{{#isShut}}shut{{/isShut}}{{^isShut}}not shut{{/isShut}}", "opennot shut"),
        ("{{#rows}}[{{name}}]{{/rows}}{{^rows}}none{{/rows}}", "[&lt;one&gt;][two]"),
        ("{{#none}}some{{/none}}{{^none}}none{{/none}}{{^missing}}!{{/missing}}", "none!"),
        ("{{#words}}{{.}},{{/words}}", "a,b,"),
        ("{{head.name}} {{pair.left}}{{pair.right}} {{#head.tags}}{{.}}{{/head.tags}}", "head l7 h"),
        ("{{head.missing}}{{head.name.more}}.", "."),
        // What a row lacks is looked for around it.
        ("{{#rows}}{{note}} {{/rows}}", "n outer "),
        ("{{^empty(rows)}}some{{/empty(rows)}}{{#empty(none)}} none{{/empty(none)}} {{count(words)}}", "some none 2"),
        ("{{#first(rows)}}{{name}}{{/first(rows)}}{{#first(none)}}no{{/first(none)}}", "&lt;one&gt;"),
        ("{{>part}}|{{#rows}}{{>part}}{{/rows}}", "(A &amp; B)|(A &amp; B)(A &amp; B)"),
        ("a\n{{#isOpen}}\nb\n{{/isOpen}}\nc", "a\nb\nc"),
        ("a\n  {{>part}}  \nc", "a\n(A &amp; B)c"),
        ("a {{#isOpen}}\nb{{/isOpen}}\n", "a \nb\n"),
        ("{{marked}}", "a⟨U+202E⟩b"),
        ("'\"{{#words}}{{/words}}", "'\""),
    ]

    @Test(arguments: cases)
    func fillsIn(_ template: String, _ text: String) throws {
        let library = try TemplateLibrary(["page": template, "part": "({{title}})"])
        #expect(library.text("page", Model()) == text)
    }

    @Test func takesDictionariesAndNothing() throws {
        let library = try TemplateLibrary(["page": "{{title}}{{#list}}{{.}}{{/list}}"])
        #expect(library.text("page", ["title": "t", "list": ["1", "2"]] as [String: Any]) == "t12")
        #expect(library.text("page", Model?.none as Any) == "")
        #expect(library.text("other", Model()) == nil)
    }

    static let faults: [(template: String, words: String)] = [
        ("{{title", "does not end"), ("{{{title}}", "does not end"), ("{{#rows}}", "is not closed"),
        ("{{#rows}}{{/words}}", "does not close"), ("{{/rows}}", "does not close"), ("{{>other}}", "which is missing"),
        ("{{upper(title)}}", "means nothing"),
    ]

    @Test(arguments: faults)
    func saysWhatIsWrong(_ template: String, _ words: String) throws {
        #expect { try TemplateLibrary(["page": template]) } throws: { "\($0)".contains(words) && "\($0)".contains("page") }
    }

    /// A field that a record forgets would be missing on pages.
    @Test func recordsSayAllTheirFields() throws {
        let incident = Incident(
            id: IncidentID(1), displayName: "n", hasCustomName: false, status: .active, severity: .high, classification: .unknown,
            determination: .unknown, assignedTo: "ada", customTags: ["a"], systemTags: [], resolvingComment: "", summary: "",
            redirectIncidentId: nil, continues: nil, priority: 7, priorityFactors: [], isOnQueue: true, alertCount: 3,
            activeAlertCount: 2, tactics: [], firstActivity: PageBench.start, lastActivity: PageBench.start,
            created: PageBench.start, lastUpdate: PageBench.start, lastModifiedBy: "ada", comments: [])
        let choices: [any TemplateRecord] = [
            QueueRow.Cell(style: "s"), QueueRow.Badge(kind: "k", words: "w"), QueueRow.Time(words: "w", exact: "e"),
            IncidentHead(incident, now: PageBench.now), EntityChip(.device, "d", part: .asset),
            FilterMenu.Choice(name: "n", value: "v", title: "t", type: "c", isChosen: true),
        ]
        for record in choices {
            let fields = Mirror(reflecting: record).children
            #expect(fields.map(\.label) == type(of: record).fieldNames)
            #expect(fields.map { TemplateTests.text($0.value) } == record.fieldValues.map { $0.map { "\($0)" } ?? "-" })
        }
    }

    private static func text(_ field: Any) -> String {
        let mirror = Mirror(reflecting: field)
        guard mirror.displayStyle == .optional else { return "\(field)" }
        return mirror.children.first.map { "\($0.value)" } ?? "-"
    }
}
