internal import CaseStore
public import Correlation
public import Flow
internal import Foundation

/// What can be asked of the stored data without a server.
public enum OfflineStore {
    /// What an audit of the change log found.
    public struct AuditReport: Sendable {
        public var changes: Int64
        public var links: Int64
        /// One sentence each; none where everything is as it was written.
        public var findings: [String]
        /// The newest head, to be kept elsewhere; `nil` while nothing was changed.
        public var head: String?
    }

    /// Correlates the stored history with other settings and says what would differ. The server may be running.
    /// - Throws: `OfflineError`, and the errors of the store.
    public static func replay(_ data: DataDirectory, policy: CorrelationPolicy) async throws -> ReplayDifference {
        try requireStore(data)
        return try await HistoryReplay(other: policy).run(WatchfloorServer.openStore(data))
    }

    /// Opening a store would make what is missing, and a new key verifies nothing.
    static func requireStore(_ data: DataDirectory) throws {
        guard FileManager.default.fileExists(atPath: data.cases.path) else { throw OfflineError.noData(data.folder.path) }
        let key = data.keys.appendingPathComponent(ChangeSeal.keyName)
        guard FileManager.default.fileExists(atPath: key.path) else { throw OfflineError.noKey(data.keys.path) }
    }

    /// Walks the whole change log. The server may be running.
    /// - Parameter headFile: a head that was exported earlier.
    /// - Throws: `OfflineError`, and the errors of the store.
    public static func audit(_ data: DataDirectory, headFile: String?) async throws -> AuditReport {
        try requireStore(data)
        let head = try headFile.map { file in
            guard FileManager.default.fileExists(atPath: file) else { throw OfflineError.noFile(file) }
            guard let text = try? String(contentsOfFile: file, encoding: .utf8), let head = ChainHead(text: text) else {
                throw OfflineError.noHead(file)
            }
            return head
        }
        let outcome = try await WatchfloorServer.openStore(data).audit(head: head)
        return AuditReport(
            changes: outcome.changes, links: outcome.links, findings: outcome.findings.map(\.description),
            head: outcome.head?.text)
    }
}

/// Why the stored data cannot be asked.
public enum OfflineError: Error, Hashable, Sendable, CustomStringConvertible {
    case noData(String)
    case noKey(String)
    case noHead(String)
    case noFile(String)

    public var description: String {
        switch self {
        case .noData(let folder): "there is no data in '\(folder)'; name the data folder with --data"
        case .noKey(let folder):
            "the key of the change log is not in '\(folder)'; get it from a backup, or nothing can be verified"
        case .noFile(let file): "there is no file '\(file)'"
        case .noHead(let file): "'\(file)' holds no exported head; make one with `watchfloor audit head`"
        }
    }
}
