import Primitives
import Testing

@Suite struct CSVTableTests {
    static let tables: [(text: String, columns: [String], rows: [[String]])] = [
        ("a,b\n1,2\n", ["a", "b"], [["1", "2"]]), ("a,b\r\n1,2\r\n3,4", ["a", "b"], [["1", "2"], ["3", "4"]]),
        ("a\n\n1\n\n", ["a"], [["1"]]), ("\u{FEFF}a,b\n,\n", ["a", "b"], [["", ""]]), ("a,b\n1,", ["a", "b"], [["1", ""]]),
        ("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n", ["a", "b"], [["x, y", "he said \"no\""]]),
        ("a,b\n\"two\nlines\",2\n", ["a", "b"], [["two\nlines", "2"]]), ("a\nin\"side\n", ["a"], [["in\"side"]]),
    ]

    @Test(arguments: tables)
    func reads(_ table: (text: String, columns: [String], rows: [[String]])) throws {
        let read = try CSVTable(table.text, limit: 10)
        #expect(read.columns == table.columns && read.rows == table.rows)
    }

    static let faults: [(text: String, failure: CSVTable.Failure)] = [
        ("", .noHeader), ("\n\n", .noHeader), ("a,,c\n", .emptyColumn(number: 2)), ("a,b,a\n", .repeatedColumn("a")),
        ("a,b\n1\n", .wrongCount(line: 2, found: 1, columns: 2)), ("a,b\n1,2\n\"x\n", .openQuote(line: 3)),
        ("a\n\"x\"y\n", .textBehindQuote(line: 2)), ("a\n1\n2\n3\n", .tooManyRows(limit: 2)),
        ("a,b\n\"x\ny\",2\n1\n", .wrongCount(line: 4, found: 1, columns: 2)),
    ]

    @Test(arguments: faults)
    func refuses(_ fault: (text: String, failure: CSVTable.Failure)) {
        #expect(throws: fault.failure) { try CSVTable(fault.text, limit: 2) }
    }

    @Test func linesBeforeTheHeaderAreSkipped() throws {
        #expect(try CSVTable("made by,hand\n\na,b\n1,2\n", skipping: 2, limit: 10).columns == ["a", "b"])
        #expect(throws: CSVTable.Failure.noHeader) { try CSVTable("a\n", skipping: 5, limit: 1) }
    }
}
