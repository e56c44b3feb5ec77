@testable import KQL
import Synchronization
import Testing

/// Each limit ends a query and says which it was.
@Suite struct LimitTests {
    private func failure(_ query: String, _ change: (inout QueryLimits) -> Void) -> QueryError? {
        var limits = QueryLimits()
        change(&limits)
        return #expect(throws: QueryError.self) { try Engine(limits: limits).run(query) }
    }

    @Test func rowsOfAnAnswer() {
        let error = failure("range x from 1 to 11 step 1") { $0.resultRows = 10 }
        #expect(error?.kind == .limit)
        #expect(error?.message.contains("more than 10") == true)
    }

    @Test func rowsOfAnOperator() {
        #expect(failure("range x from 1 to 1000000000 step 1 | count") { $0.intermediateRows = 1000 }?.kind == .limit)
        let expansion = "range x from 1 to 100 step 1 | extend d = range(1, 100, 1) | mv-expand d | count"
        #expect(failure(expansion) { $0.intermediateRows = 1000 }?.kind == .limit)
        let product =
            "range x from 1 to 100 step 1 | extend k = 1 | join kind=inner (range y from 1 to 100 step 1 | extend k = 1) on k | count"
        #expect(failure(product) { $0.intermediateRows = 1000 }?.kind == .limit)
    }

    @Test func memory() {
        #expect(failure("range x from 1 to 1000000 step 1 | sort by x") { $0.memory = 1 << 20 }?.kind == .limit)
    }

    /// Much that is made of a few rows, before anything holds on to it.
    @Test func valuesOfAColumn() {
        let large = Value.array([Value](repeating: .long(1), count: 1 << 20))
        #expect(throws: QueryError.self) {
            try Column(.dynamic, [Value](repeating: large, count: 20)).checked()
        }
        var texts = StringBuffer()
        let long = String(repeating: "x", count: Column.largest / 2 - 1)
        for _ in 0..<3 { texts.append(long) }
        #expect(throws: QueryError.self) { try Column(.string, .strings(texts)).checked() }
    }

    /// The next column may be as large as the one before.
    @Test func columnsCountAsTheyAreMade() throws {
        let columns = (0..<8).map { "c\($0) = strcat(s, '\($0)')" }.joined(separator: ", ")
        let query = """
            range i from 1 to 1 step 1 | extend s = strrep(strrep(tostring(i), 1024), 1024) | extend \(columns)
            | where \((0..<8).map { "isnotempty(c\($0))" }.joined(separator: " and ")) | count
            """
        #expect(failure(query) { $0.memory = 6 << 20 }?.kind == .limit)
        #expect(try Engine().run(query).row(0) == [.long(1)])
    }

    /// One array lies in memory once, however many rows have it; written out it counts for each.
    @Test func answersCountEachValueWhereItStands() throws {
        let query = "range i from 1 to 10 step 1 | extend a = repeat(strrep('b', 1024), 200000)"
        #expect(failure(query) { _ in }?.message.contains("the answer takes more than 1024 MB") == true)
        #expect(try Engine().run(query + " | summarize sum(array_length(a))").row(0) == [.long(2_000_000)])
    }

    @Test func constantsTogether() {
        let columns = (0..<20).map { "c\($0) = strrep(strrep(strrep('\($0)aaaaaaaaa', 1024), 1024), 5)" }
        #expect(failure("print \(columns.joined(separator: ", ")) | count") { _ in }?.kind == .limit)
    }

    /// Calls that hold each other double with each: what they make counts, not what they share.
    @Test func sharedValuesDouble() {
        for call in ["pack_array(x, x)", "array_sort_asc(x, x, true)", "bag_pack('a', x, 'b', x)", "array_concat(x, x)"] {
            let steps = String(repeating: "| extend x = \(call) ", count: 40)
            #expect(failure("print x = dynamic([1, 2]) \(steps)| project tostring(x)") { _ in }?.kind == .limit, "\(call)")
        }
    }

    @Test func collectedValues() {
        let lists = "range i from 1 to 200 step 1 | extend s = strcat(strrep('x', 1000), i) | summarize make_list(s)"
        #expect(failure(lists) { $0.memory = 100_000 }?.kind == .limit)
    }

    /// A batch of rows with many elements goes on in parts.
    @Test func expansionGoesOnInParts() throws {
        let query =
            "range i from 1 to 4 step 1 | extend d = range(1, 30000, 1) | mv-expand d to typeof(long) | summarize count(), sum(d), dcount(i)"
        #expect(try Engine().run(query).row(0) == [.long(120_000), .long(4 * 30_000 * 30_001 / 2), .long(4)])
    }

    @Test func time() {
        #expect(failure("range x from 1 to 100000000 step 1 | summarize dcount(x)") { $0.seconds = 0.01 }?.kind == .limit)
    }

    @Test func cancelling() {
        let asked = Atomic(0)
        let error = #expect(throws: QueryError.self) {
            try Engine().run("range x from 1 to 100000000 step 1 | count") { asked.add(1, ordering: .relaxed).newValue > 3 }
        }
        #expect(error?.kind == .cancelled)
    }

    /// A pattern that takes other engines for ever is linear here.
    @Test func patternsDoNotBlowUp() throws {
        let text = String(repeating: "a", count: 50_000)
        let table = try Engine().run("print s = \"\(text)\" | where s matches regex \"(a+)+$b\" | count")
        #expect(table.row(0) == [.long(0)])
    }
}
