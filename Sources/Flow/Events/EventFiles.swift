public import Events
internal import Foundation
internal import Primitives

/// Files of events that are given out and taken in. The event store touches files in one folder alone, so they are moved out of
/// it and put into it here.
public struct EventFiles: Sendable {
    private let folder: URL

    public init(_ data: DataDirectory) { folder = data.exchange }

    /// Writes rows into a Parquet file that is not there yet.
    /// - Returns: how many.
    /// - Throws: `EventStoreError`.
    public func export(_ export: EventExport, to path: String, from store: any EventStore) async throws -> Int {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw EventStoreError.badFile("'\(path)' is there already; name a file that is not")
        }
        return try await withPlace { place in
            let rows = try await store.export(export, to: place.path)
            try EventFiles.onDisk(path) { try FileManager.default.moveItem(at: place, to: URL(fileURLWithPath: path)) }
            return rows
        }
    }

    /// Adds the rows of a Parquet file to a table, all or none.
    /// - Parameter clock: tells when they come in.
    /// - Returns: how many.
    /// - Throws: `EventStoreError`.
    public func load(_ path: String, into table: String, of store: any EventStore, by clock: IntakeClock) async throws -> Int {
        let moment = clock.begin()
        defer { clock.end(moment) }
        return try await withPlace { place in
            let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
            try EventFiles.onDisk(path) {
                let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
                guard attributes[.type] as? FileAttributeType == .typeRegular else { throw CocoaError(.fileReadUnknown) }
                // A second name costs nothing, where the file lies on the same disk.
                do { try FileManager.default.linkItem(at: file, to: place) } catch {
                    try FileManager.default.copyItem(at: file, to: place)
                }
            }
            return try await store.load(place.path, into: table, at: moment.time)
        }
    }

    private func withPlace<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let place = folder.appendingPathComponent(UUID().uuidString + ".parquet")
        defer { try? FileManager.default.removeItem(at: place) }
        return try await body(place)
    }

    private static func onDisk(_ path: String, _ body: () throws -> Void) throws {
        do { try body() } catch {
            throw EventStoreError.badFile("'\(path)' cannot be used: \(error.localizedDescription)")
        }
    }
}
