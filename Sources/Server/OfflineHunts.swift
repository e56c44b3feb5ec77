internal import Events
public import Flow
internal import Foundation
public import Hunting
internal import Logging

extension OfflineStore {
    /// Hunts over the stored data without a server. The events are one process's at a time: where a server runs, a hunt over them says so.
    /// - Throws: `OfflineError`, and the errors of what cannot be opened.
    public static func hunts(_ data: DataDirectory) async throws -> HuntDesk {
        try requireStore(data)
        let configuration = ServerConfiguration(dataDirectory: data.folder.path)
        let content = try ContentDirectory(nil)
        let opening = try EventOpening(
            configuration, specs: TableSpecs.load(content.folder), functions: FunctionFiles.load(content.folder),
            Logger(label: "offline") { _ in SwiftLogNoOpLogHandler() })
        return HuntDesk(store: try await WatchfloorServer.openStore(data), events: opening.tables)
    }
}
