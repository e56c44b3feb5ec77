import Access
import Foundation
import Testing

@Suite struct SecretBoxTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test func opensWithTheSameKeyForTheSamePurposeAlone() throws {
        try withFolder { folder in
            let sealed = try SecretBox(folder: folder).seal("whsec_1", for: "webhook a")
            let again = try SecretBox(folder: folder)
            #expect(try again.open(sealed, for: "webhook a") == "whsec_1")
            #expect(throws: SecretBoxError.notOpened) { try again.open(sealed, for: "webhook b") }
            var altered = sealed
            altered[altered.count - 1] ^= 1
            #expect(throws: SecretBoxError.notOpened) { try again.open(altered, for: "webhook a") }
            #expect(throws: SecretBoxError.notOpened) { try again.open([], for: "webhook a") }
            #expect(!String(decoding: sealed, as: UTF8.self).contains("whsec"))
        }
    }

    @Test func theKeyIsItsOwnersAloneAndNeverReplaced() throws {
        try withFolder { folder in
            _ = try SecretBox(folder: folder)
            let file = folder.appendingPathComponent("secrets.key").path
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
            try Data("short".utf8).write(to: URL(fileURLWithPath: file))
            #expect(throws: SecretBoxError.badKey(file)) { try SecretBox(folder: folder) }
        }
    }
}
