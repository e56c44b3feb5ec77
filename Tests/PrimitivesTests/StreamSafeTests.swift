import Primitives
import Testing

@Suite struct StreamSafeTests {
    private static let marks = String(repeating: "\u{301}\u{316}", count: 5000)

    /// The longest run of marks, by their class and those that become marks when taken apart.
    private func longestRun(_ text: String) -> Int {
        var (run, longest) = (0, 0)
        for scalar in text.unicodeScalars {
            let isMark = scalar.properties.canonicalCombiningClass != .notReordered || scalar.value == 0xf73
            run = isMark ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    @Test(arguments: [
        "", "plain", "Zoë Müller", String(repeating: "語", count: 500), String(repeating: "я", count: 500),
        String(repeating: "e\u{301}", count: 500), String(repeating: "👩‍👩‍👧‍👦", count: 100),
        "a" + String(repeating: "\u{301}", count: 30), String(repeating: "\u{34f}", count: 200),
    ])
    func whatPeopleWriteStays(text: String) {
        #expect(StreamSafe.bytes(text.utf8) == nil)
        #expect(StreamSafe.isSafe(text))
    }

    @Test(arguments: [
        "a\(marks)", marks, "x\(String(repeating: "\u{f73}", count: 400))", "a" + String(repeating: "\u{301}", count: 31),
    ])
    func longRunsAreCutUp(text: String) {
        let safe = StreamSafe.text(text)
        #expect(longestRun(safe) <= StreamSafe.longestRun)
        #expect(
            String(safe.unicodeScalars.filter { $0.value != 0x34f }.map(Character.init)).unicodeScalars.elementsEqual(
                text.unicodeScalars))
        #expect(StreamSafe.isSafe(safe))
    }

    /// Bytes that are no text do not hide what follows them.
    @Test func brokenTextIsMendedFirst() throws {
        let bytes = [0xff] + Array("a\(StreamSafeTests.marks)".utf8) + [0xc3]
        let safe = try #require(StreamSafe.bytes(bytes))
        #expect(longestRun(String(decoding: safe, as: UTF8.self)) <= StreamSafe.longestRun)
    }

    @Test func escapesDoNotHideMarks() throws {
        let json = #"{"a\#(String(repeating: "\\u0301", count: 90))":"b\#(String(repeating: "\\u0316", count: 90))"}"#
        let object = try #require(try JSONValue(parsing: json).object)
        let member = try #require(object.members.first)
        #expect(longestRun(member.name) <= StreamSafe.longestRun)
        #expect(longestRun(member.value.string ?? "") <= StreamSafe.longestRun)
        let plain = try JSONValue(parsing: Array(#"{"k":"a\#(StreamSafeTests.marks)"}"#.utf8))
        #expect(longestRun(plain["k"]?.string ?? "") <= StreamSafe.longestRun)
        let form = FormBody.fields(Array("n=a\(String(repeating: "%CC%81", count: 90))".utf8))
        #expect(longestRun(form[0].value) <= StreamSafe.longestRun)
    }
}
