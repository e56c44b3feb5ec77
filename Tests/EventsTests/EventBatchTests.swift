import Events
import Primitives
import Testing

@Suite struct EventBatchTests {
    static let specs = try? TableSpecs([
        TableSpec(
            name: "Things", summary: "One row a thing.",
            columns: [
                ColumnSpec("Timestamp", .datetime), ColumnSpec("Name", .string), ColumnSpec("Small", .int),
                ColumnSpec("Share", .real), ColumnSpec("Is", .bool), ColumnSpec("More", .dynamic), ColumnSpec("Large", .long),
            ])
    ])

    private func batch() throws -> EventBatch { EventBatch(try #require(EventBatchTests.specs)) }

    @Test func whatIsNotSetIsNothing() throws {
        var batch = try batch()
        for row in 0..<200 {
            batch.received = Timestamp(ticks: Int64(row))
            batch.addRow(to: 0)
            if row.isMultiple(of: 3) { batch.set(1, "name \(row)") }
            if row.isMultiple(of: 7) { batch.set(6, Int64(row)) }
        }
        let rows = batch.tables[0]
        #expect(rows.count == 200 && batch.count == 200)
        for row in 0..<200 {
            #expect(rows.ingested[row] == Int64(row))
            #expect(String(decoding: rows.columns[1].text(row), as: UTF8.self) == (row.isMultiple(of: 3) ? "name \(row)" : ""))
            #expect(rows.columns[6].number(row) == (row.isMultiple(of: 7) ? Int64(row) : nil))
            #expect(rows.columns[0].number(row) == nil)
        }
    }

    @Test func aColumnTakesOnlyItsType() throws {
        var batch = try batch()
        batch.addRow(to: 0)
        let refused = [
            batch.set(0, "text"), batch.set(2, Int64(1) << 40), batch.set(3, Double.infinity), batch.set(4, Int64(2)),
            batch.set(1, Double(4.5)),
        ]
        let taken = [batch.set(0, Timestamp(ticks: 5)), batch.set(2, Int64(40)), batch.set(3, Double(2.5)), batch.set(4, true)]
        #expect(!refused.contains(true) && !taken.contains(false))
        #expect(batch.tables[0].columns[3].real(0) == 2.5)
        #expect(batch.tables[0].columns[4].number(0) == 1)
    }

    @Test func theLaterOfTwoValuesStays() throws {
        var batch = try batch()
        batch.addRow(to: 0)
        batch.set(1, "one")
        batch.set(1, "two")
        batch.set(6, Int64(1))
        batch.set(6, Int64(2))
        #expect(String(decoding: batch.tables[0].columns[1].text(0), as: UTF8.self) == "two")
        #expect(batch.tables[0].columns[6].number(0) == 2)
        #expect(batch.tables[0].columns[1].bytes.count == 3)
    }

    @Test func rowsOfAnUnreadableRecordAreTakenBack() throws {
        var batch = try batch()
        for row in 0..<70 {
            batch.addRow(to: 0)
            batch.set(1, "kept")
            batch.set(6, Int64(row))
        }
        let mark = batch.mark
        for _ in 0..<70 {
            batch.addRow(to: 0)
            batch.set(1, "taken back")
            batch.set(6, Int64(9))
            batch.set(3, Double(1.5))
        }
        batch.takeBack(to: mark)
        batch.addRow(to: 0)
        batch.set(6, Int64(70))
        let rows = batch.tables[0]
        #expect(rows.count == 71)
        #expect((0..<71).allSatisfy { rows.columns[6].number($0) == Int64($0) })
        #expect(rows.columns[1].bytes.count == 70 * 4)
        #expect(rows.columns[3].number(70) == nil)
    }

    @Test func textIsAlwaysUTF8() throws {
        var batch = try batch()
        batch.addRow(to: 0)
        batch.set(1, [0x61, 0xff, 0x62] as [UInt8])
        #expect(String(validating: batch.tables[0].columns[1].text(0), as: UTF8.self) == "a\u{fffd}b")
    }

    @Test(
        arguments: [
            (0, #""2026-01-02T03:04:05Z""#, true), (0, #""yesterday""#, false), (1, #""a\"b""#, true), (1, #"{"a":1}"#, true),
            (2, #""15""#, true), (2, "15.5", false), (3, "2.5", true), (4, "true", true), (4, #""False""#, true),
            (4, #""maybe""#, false), (5, #""{\"a\":[1]}""#, true), (5, #""text""#, true), (6, "null", true), (2, "[1]", false),
        ])
    func readsValuesOfJSON(column: Int, json: String, isRead: Bool) throws {
        var batch = try batch()
        batch.addRow(to: 0)
        #expect(batch.set(column, reading: try JSONDocument(parsing: json).root) == isRead)
    }

    @Test func textOfDynamicIsJSON() throws {
        for (json, text) in [
            (#""{\"a\":[1]}""#, #"{"a":[1]}"#), (#""text""#, #""text""#), ("15", "15"), (#""15""#, #""15""#),
            (#"{ "b":"c" }"#, #"{ "b":"c" }"#), (#""{open""#, #""{open""#),
        ] {
            var batch = try batch()
            batch.addRow(to: 0)
            batch.set(5, reading: try JSONDocument(parsing: json).root)
            #expect(String(decoding: batch.tables[0].columns[5].text(0), as: UTF8.self) == text)
        }
    }
}
