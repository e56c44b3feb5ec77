import EventFormats
import Events
import Foundation
import Ingestion
import Primitives

/// The tables of the product, and rows as text.
enum Specs {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let all: TableSpecs = {
        do { return try TableSpecs.load(root.appending(path: "Content")) } catch { fatalError("the tables: \(error)") }
    }()

    /// When the records of tests arrive.
    static let received = Timestamp("2026-11-20T12:00:00Z") ?? .distantPast

    static func record(_ bytes: [UInt8], host: String = "") -> RawRecord {
        RawRecord(source: "test", received: received, bytes: bytes, envelope: RecordEnvelope(host: host))
    }

    static func format(_ name: String) throws -> (any EventFormat)? {
        try EventFormats.named(name)?.init(specs: all)
    }

    /// Every row: its table, then a line for each column that has a value.
    static func text(_ batch: EventBatch) -> String {
        var lines: [String] = []
        for (number, rows) in batch.tables.enumerated() {
            let spec = all[number]
            for row in 0..<rows.count {
                lines.append(spec.name)
                for (place, column) in spec.columns.enumerated() {
                    guard let value = value(rows.columns[place], row) else { continue }
                    lines.append("  \(column.name): \(value)")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func value(_ column: EventColumn, _ row: Int) -> String? {
        if column.type.isText {
            let text = column.text(row)
            return text.isEmpty ? nil : String(decoding: text, as: UTF8.self).debugDescription
        }
        switch column.type {
        case .datetime: return column.number(row).map { Timestamp(ticks: $0).rfc3339 }
        case .real: return column.real(row).map { "\($0)" }
        case .bool: return column.number(row).map { $0 == 1 ? "true" : "false" }
        default: return column.number(row).map { "\($0)" }
        }
    }

    /// The value of a column in the only row of a table.
    static func value(_ column: String, of table: String, in batch: EventBatch, row: Int = 0) -> String? {
        guard let number = all.number(of: table), let place = all[number].place(of: column),
            row < batch.tables[number].count
        else { return nil }
        let values = batch.tables[number].columns[place]
        if values.type.isText { return String(decoding: values.text(row), as: UTF8.self) }
        return value(values, row)
    }

    static func rows(of table: String, in batch: EventBatch) -> Int {
        all.number(of: table).map { batch.tables[$0].count } ?? 0
    }
}
