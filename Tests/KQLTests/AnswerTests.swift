import KQL
import Testing

/// Queries that answer with more than one table.
@Suite struct AnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var query: String
        /// Each answer's name, and its rows as JSON.
        var answers: [String]
        var testDescription: String { query }
    }

    static let cases = [
        Case(
            query: "range x from 1 to 4 step 1 | fork (where x > 2) small = (where x < 2 | project y = x * 10) (count)",
            answers: ["-: x [[3],[4]]", "small: y [[10]]", "-: Count [[4]]"]),
        Case(
            query: "datatable(a: string, b: long) ['u', 1, 'v', 1, 'u', 2] | facet by a, b",
            answers: ["-: a,count_a [[\"u\",2],[\"v\",1]]", "-: b,count_b [[1,2],[2,1]]"]),
        Case(
            query: "datatable(a: string) ['u', 'v', 'u'] | facet by a with (where a == 'v' | project c = strcat(a, '!'))",
            answers: ["-: a,count_a [[\"u\",2],[\"v\",1]]", "-: c [[\"v!\"]]"]),
        Case(
            query: "range x from 1 to 4 step 1 | evaluate preview(2)",
            answers: ["-: x [[1],[2]]", "-: Count [[4]]"]),
        Case(
            query: """
                datatable(s: string, t: string) ['a', 'b', 'b', 'c']
                | make-graph s --> t with_node_id = id
                | graph-to-table nodes as N, edges as E; E | count
                """,
            answers: ["N: id [[\"a\"],[\"b\"],[\"c\"]]", "E: s,t [[\"a\",\"b\"],[\"b\",\"c\"]]", "-: Count [[2]]"]),
        Case(query: "print a = 1; print b = 2", answers: ["-: a [[1]]", "-: b [[2]]"]),
        Case(
            query: "let T = range x from 1 to 3 step 1; T | as All | fork (take 1) (count)",
            answers: ["-: x [[1]]", "-: Count [[3]]"]),
    ]

    @Test(arguments: cases) func each(_ testCase: Case) throws {
        let answers = try Engine().answers(of: testCase.query).map { answer in
            let names = answer.table.schema.fields.map(\.name).joined(separator: ",")
            let rows = TableWriter.json(answer.table).split(separator: "\"rows\":").last?.dropLast() ?? ""
            return "\(answer.name ?? "-"): \(names) \(rows)"
        }
        #expect(answers == testCase.answers)
    }

    /// What can hold one answer says so before anything is run.
    @Test(arguments: cases) func oneIsAsked(_ testCase: Case) throws {
        let error = #expect(throws: QueryError.self) { try Engine().run(testCase.query) }
        #expect(error?.kind == .unsupported)
        #expect(error?.message.contains("\(testCase.answers.count) answers") == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        "print 1 | fork (take 1) (count) | take 1", "union (print a = 1, b = 2 | facet by a, b), (print a = 1)",
        "print x = toscalar(range x from 1 to 3 step 1 | fork (take 1) (count))",
    ])
    func nothingFollows(_ query: String) throws {
        let error = #expect(throws: QueryError.self) { try Engine().answers(of: query) }
        #expect(error?.span != nil, "\(error?.message ?? "")")
    }

    /// What stands before the branches is worked out once for all of them.
    @Test func branchesShareTheirRows() throws {
        let query = "range x from 1 to 1 step 1 | extend r = rand() | fork (project r) (project r)"
        let answers = try Engine().answers(of: query)
        #expect(answers.map { TableWriter.json($0.table) }.count == 2)
        #expect(TableWriter.json(answers[0].table) == TableWriter.json(answers[1].table))
    }

    @Test func eachHasItsRowsAndAllTheirBytes() throws {
        var limits = QueryLimits()
        limits.resultRows = 3
        let answers = try Engine(limits: limits).answers(of: "range x from 1 to 5 step 1 | fork (take 2) (where x > 1)")
        #expect(answers.map(\.table.count) == [2, 3] && answers.map(\.found) == [2, 4])
        #expect(throws: QueryError.self) { try answers[1].whole() }
        limits.resultBytes = 60
        let error = #expect(throws: QueryError.self) {
            try Engine(limits: limits).answers(of: "range x from 1 to 3 step 1 | fork (where x > 0) (where x > 0) (where x > 0)")
        }
        #expect(error?.kind == .limit)
    }

    /// An answer tells which statement gives it, where the query has several and that gives no other.
    @Test func statements() throws {
        let answers = try Engine().answers(
            of: "let x = 1;\nprint x // one\n; print 'ä' | where true;  print 2 | fork (take 1) (count)")
        #expect(answers.map(\.statement) == ["print x", "print 'ä' | where true", nil, nil])
        #expect(try Engine().answers(of: "print 1").map(\.statement) == [nil])
        #expect(
            TableWriter.json(Array(answers.prefix(2))).contains(#""others":[{"statement":"print 'ä' | where true","columns""#))
        #expect(!TableWriter.logTables(answers).contains("statement"))
    }

    @Test func asJSON() throws {
        let answers = try Engine().answers(of: "print a = dynamic([1]) | fork x = (take 1) (count)")
        #expect(
            TableWriter.json(answers) == #"{"name":"x","columns":[{"name":"a","type":"dynamic"}],"rows":[[[1]]],"#
                + #""others":[{"columns":[{"name":"Count","type":"long"}],"rows":[[1]]}]}"#)
        #expect(
            TableWriter.logTables(answers) == #"{"tables":[{"name":"PrimaryResult","columns":[{"name":"a","type":"dynamic"}],"#
                + #""rows":[["[1]"]]},{"name":"Table_1","columns":[{"name":"Count","type":"long"}],"rows":[[1]]}]}"#)
    }
}
