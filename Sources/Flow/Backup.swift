public import CaseStore
internal import Events
internal import Foundation
public import Ingestion

/// A consistent copy of everything, made while the server goes on. To restore it, copy it to where the data was.
public struct Backup: Sendable {
    private let store: CaseStore
    private let inbox: Inbox
    private let data: DataDirectory
    private let events: EventIntake

    public init(store: CaseStore, inbox: Inbox, data: DataDirectory, events: EventIntake = .none) {
        self.events = events
        self.store = store
        self.inbox = inbox
        self.data = data
    }

    /// Copies into a folder that is not there yet, and answers its size in bytes.
    ///
    /// The inbox is copied after the stores: it then holds every record that they have still to read.
    /// - Throws: `BackupError`, and the errors of the store, the inbox and the file system. What was copied by then stays
    ///   in a folder whose name ends in `.unfinished`.
    public func make(in path: String) async throws -> Int64 {
        guard !FileManager.default.fileExists(atPath: path) else { throw BackupError.exists(path) }
        let unfinished = DataDirectory(path + ".unfinished")
        guard !FileManager.default.fileExists(atPath: unfinished.folder.path) else {
            throw BackupError.exists(unfinished.folder.path)
        }
        try unfinished.create()
        try await store.copy(to: unfinished.cases.path)
        try await copyEvents(to: unfinished)
        try await inbox.snapshot(into: unfinished.inbox.path)
        for file in [data.keys, data.tls, data.administratorToken] where FileManager.default.fileExists(atPath: file.path) {
            try FileManager.default.copyItem(
                at: file, to: unfinished.folder.appendingPathComponent(file.lastPathComponent))
        }
        try FileManager.default.moveItem(at: unfinished.folder, to: URL(fileURLWithPath: path))
        return Backup.size(of: URL(fileURLWithPath: path))
    }

    private func copyEvents(to target: DataDirectory) async throws {
        if case .success(let store) = events.store { return try await store.copy(to: target.events.path) }
        // Nobody has the file open then, so what lies there can be copied as it is.
        for file in [data.events, data.events.appendingPathExtension("wal")]
        where FileManager.default.fileExists(atPath: file.path) {
            try FileManager.default.copyItem(at: file, to: target.folder.appendingPathComponent(file.lastPathComponent))
        }
    }

    private static func size(of folder: URL) -> Int64 {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.fileSizeKey])
        var size: Int64 = 0
        while let file = files?.nextObject() as? URL {
            size += Int64((try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0)
        }
        return size
    }
}

/// Why a backup is not begun.
public enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    case exists(String)

    public var description: String {
        switch self {
        case .exists(let path): "'\(path)' is there already; name a folder that is not"
        }
    }
}
