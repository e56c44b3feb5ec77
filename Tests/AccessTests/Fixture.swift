@testable import Access
import CaseStore
import Foundation
import Primitives
import SQLiteDriver

/// An installation in a folder of its own.
struct Fixture {
    let folder: URL
    let store: CaseStore
    let administrator = AccessToken()
    let book: CallerBook
    let access: AccessServices

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-access-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try await CaseStore(
            database: try SQLiteDatabase(path: folder.appendingPathComponent("cases.sqlite").path),
            seal: try ChangeSeal(folder: folder.appendingPathComponent("keys")))
        book = try await CallerBook(
            store: store, administrator: administrator.digest,
            keys: try await SigningKeyRing(folder: folder.appendingPathComponent("keys")))
        // Weak parameters, so that tests are quick; the strong ones have a test of their own.
        access = AccessServices(
            store, book, SessionPolicy(), SharedThrottle(),
            PasswordHasher(parameters: .init(logRounds: 10, blockSize: 8, parallelism: 1)), folder.appendingPathComponent("keys"))
    }

    var clients: ClientDesk { access.clients }
    var tokens: TokenDesk { access.tokens }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// A token for a client, as the endpoint gives it.
    func token(_ client: APIClient, _ secret: String, at now: Timestamp = .now) async throws -> String {
        let request = try TokenRequest(
            form: [
                ("grant_type", "client_credentials"), ("client_id", client.id), ("client_secret", secret),
                ("scope", "https://graph.microsoft.com/.default"),
            ], authorization: nil, version: .v2)
        let json = try await tokens.issue(
            request, tenant: "common", origin: "https://floor.example", address: "192.0.2.1", at: now)
        return json["access_token"]?.string ?? ""
    }
}
