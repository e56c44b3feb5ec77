public import Foundation
public import SQL

/// A copy of the store in a folder of its own: the database of one moment, and the head of its change log.
///
/// To restore, stop the server, put both files back into the places that they came from and start it again. The key of the
/// log is no part of it: whoever holds key and copy could write another history. Keep it elsewhere; without it the data is
/// whole and readable, but an audit cannot verify the signatures.
public struct CaseBackup: Sendable {
    public static let databaseName = "cases.sqlite"

    /// Where the database is, and the head that belongs to it.
    public let database: URL
    public let head: URL

    init(folder: URL) {
        database = folder.appendingPathComponent(CaseBackup.databaseName)
        head = folder.appendingPathComponent(ChangeSeal.headName)
    }
}

public enum CaseBackupError: Error, Hashable, Sendable, CustomStringConvertible {
    case exists(path: String)
    case notWritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .exists(let path): "\(path) is there already; give the backup a new folder"
        case .notWritable(let path, let reason): "the backup cannot be written to \(path): \(reason)"
        }
    }
}

extension CaseStore {
    /// Copies the running store into a folder, while it is read and written on. The head is the copy's own, so that the copy
    /// passes an audit on its own although the store has gone on.
    /// - Parameter open: opens the copied database; the store itself knows no driver.
    /// - Throws: `CaseBackupError`; `SQLError`, `diskFull` among them. A copy that was not finished is removed.
    public func backup(
        to folder: URL, open: @escaping @Sendable (String) throws -> any SQLDatabase
    ) async throws -> CaseBackup {
        let backup = CaseBackup(folder: folder)
        try CaseStore.prepare(backup, in: folder)
        try await database.backup(to: backup.database.path)
        do {
            let copy = try open(backup.database.path)
            try await copy.read { session in
                guard let head = try ChainHead.last(session) else { return }
                try Data(head.text.utf8).write(to: backup.head, options: .atomic)
            }
        } catch {
            try? FileManager.default.removeItem(at: backup.database)
            throw error
        }
        return backup
    }

    private static func prepare(_ backup: CaseBackup, in folder: URL) throws {
        for file in [backup.database, backup.head] where FileManager.default.fileExists(atPath: file.path) {
            throw CaseBackupError.exists(path: file.path)
        }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CaseBackupError.notWritable(path: folder.path, reason: "\(error)")
        }
    }
}
