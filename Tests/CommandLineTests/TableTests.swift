import Testing

@testable import watchfloor

@Suite struct TableTests {
    static let pipe = Terminal(width: nil, hasColour: false)

    private func table() -> Table {
        var table = Table([.fixed("ID", isNumber: true), .text("NAME", minimum: 6), .fixed("STATUS")])
        table.add(["7", "a long name of an incident", "active"])
        table.add(["1234", "短い名前", "resolved"])
        return table
    }

    @Test func aPipeGetsEverything() {
        #expect(table().lines(for: TableTests.pipe) == [
            "  ID  NAME                        STATUS", "   7  a long name of an incident  active",
            "1234  短い名前                    resolved",
        ])
    }

    @Test func textGivesWayFirst() {
        #expect(table().lines(for: Terminal(width: 28, hasColour: false)) == [
            "  ID  NAME          STATUS", "   7  a long name…  active", "1234  短い名前      resolved",
        ])
    }

    /// However narrow it is, no line is longer than the terminal as long as each column has its least width.
    @Test(arguments: 13...60)
    func fits(width: Int) {
        for line in table().lines(for: Terminal(width: width, hasColour: false)) {
            #expect(TextWidth.columns(line) <= width, "\(line)")
        }
    }

    @Test func coloursTakeNoRoom() {
        var table = Table([.fixed("A"), .fixed("B")])
        table.add([Table.Cell("x", .red), "y"])
        #expect(table.lines(for: Terminal(width: 80, hasColour: true)).last == "\u{1b}[31mx\u{1b}[0m  y")
        #expect(table.lines(for: Terminal(width: 80, hasColour: false)).last == "x  y")
    }

    @Test(arguments: [
        ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("🔥", 2), ("👩‍💻", 2), ("ｱ", 1), ("", 0), ("한글", 4), ("ﬁ", 1), ("é", 1),
    ])
    func columns(text: String, width: Int) {
        #expect(TextWidth.columns(text) == width)
    }

    @Test(arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("日本語", 5, "日本…"), ("ab", 2, "ab"), ("abc", 0, "")])
    func fitting(text: String, width: Int, expected: String) {
        #expect(TextWidth.fit(text, width) == expected)
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]), ("abcdefghij", 4, ["abc", "def", "ghij"]), ("", 10, [""]),
        ("日本語 日本", 6, ["日本語", "日本"]),
    ])
    func wrapping(text: String, width: Int, expected: [String]) {
        #expect(TextWidth.wrap(text, width) == expected)
    }
}
