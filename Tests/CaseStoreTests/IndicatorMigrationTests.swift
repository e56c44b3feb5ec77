import Foundation
import Primitives
import SQL
import SQLiteDriver
import SecurityModel
import Testing

@testable import CaseStore

/// Indicators of the list that the older interface had before there was one list.
@Suite struct IndicatorMigrationTests {
    static let rows: [(type: String, value: String, kind: ThreatIndicator.Kind)] = [
        ("IpAddress", "203.0.113.9", .ipAddress), ("IpAddress", "2001:db8::9", .ipAddress),
        ("Url", #"https://a.example/it's\x"#, .url), ("DomainName", "a.example", .domainName), ("FileSha1", "ab12", .fileSha1),
        ("FileSha256", "cd34", .fileSha256), ("FileMd5", "ef", .fileMd5), ("CertificateThumbprint", "99", .certificateThumbprint),
    ]

    @Test func oldIndicatorsAreFoundInTheOneList() async throws {
        try await CaseBench.with { bench in
            let path = bench.folder.appendingPathComponent("old.sqlite").path
            let database = try SQLiteDatabase(path: path)
            let before = CaseSchema.migrations.prefix { $0.name != "one list of indicators" }
            try await database.migrate(Array(before))
            try await database.write { writer in
                for (index, row) in Self.rows.enumerated() {
                    try writer.execute(
                        SQLStatement(building: "INSERT INTO indicators VALUES (?, ?, ?, ?, 7, 'ada', 8, 'ben')"),
                        [
                            .integer(Int64(index + 1)), .text(row.type), .text(row.value),
                            .text(#"{"title":"t","description":"d","action":"Block","expirationTime":"2027-01-01T00:00:00Z"}"#),
                        ])
                }
            }
            let store = try await CaseStore(
                database: database, seal: try ChangeSeal(folder: bench.folder.appendingPathComponent("old keys")))
            for (index, row) in Self.rows.enumerated() {
                let found = try await store.read { try $0.threatIndicators(row.kind, row.value) }
                #expect(found.map(\.name) == ["\(index + 1)"], "\(row)")
                #expect(found.first?.pattern == ThreatIndicator.pattern(for: row.kind, row.value), "\(row)")
                #expect(found.first?.patternType == row.kind.patternType(of: row.value), "\(row)")
                #expect(found.first?.displayName == "t" && found.first?.details["action"]?.string == "Block")
                #expect(found.first?.authorship.createdBy == "ada" && found.first?.authorship.updatedBy == "ben")
            }
        }
    }
}
