import CaseStore
import Correlation
@testable import Flow
import Foundation
import Ingestion
import Primitives
import SQL
import SQLiteDriver
import SecurityModel

/// A flow over a real store in a folder of its own.
struct StoredFlow {
    let folder: URL
    let store: CaseStore
    let flow: CaseFlow
    static let person = ChangeActor(person: "ana")

    /// - Parameters:
    ///   - folder: where another flow left its data; a new folder where it is `nil`.
    ///   - policy: the site's own settings.
    ///   - wrap: what stands between the store and the database.
    init(
        _ folder: URL? = nil, policy: CorrelationPolicy = CorrelationPolicy(),
        wrap: (any SQLDatabase) -> any SQLDatabase = { $0 }
    ) async throws {
        self.folder =
            folder ?? FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-flow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: self.folder.appendingPathComponent("cases.sqlite").path)
        store = try await CaseStore(
            database: wrap(database), seal: try ChangeSeal(folder: self.folder.appendingPathComponent("keys")))
        if folder == nil {
            try await store.write(by: StoredFlow.person, at: .now) {
                _ = try $0.save(IngestSource(name: "siem", format: "wazuh", created: .now))
            }
        }
        flow = try await CaseFlow(store: store, policy: policy)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Takes in lines of records, as one batch.
    @discardableResult
    func take(_ lines: String) async throws -> CaseFlow.Summary {
        let position = try await Pipeline.position(in: store)
        let records = lines.split(separator: "\n").enumerated().map { index, line in
            InboxRecord(
                sequence: position + UInt64(index) + 1,
                record: RawRecord(source: "siem", received: .now, bytes: Array(line.utf8)))
        }
        return try await flow.process(records)
    }

    /// Priorities of all incidents, by number.
    func priorities() async throws -> [Int64: Double] {
        var query = IncidentQuery()
        query.limit = 1000
        let asked = query
        return Dictionary(
            uniqueKeysWithValues: try await store.read { try $0.incidents(asked).map { ($0.id.number, $0.priority) } })
    }

    func asset(_ kind: String, _ name: String) async throws -> Asset? {
        try await store.read { reader in
            try reader.assets(AssetQuery()).first { $0.key.description == "\(kind):\(name)" }
        }
    }
}
