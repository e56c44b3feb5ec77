internal import Foundation
internal import Ingestion

/// A file of Windows' event log on its way to the server. It is binary, so it is cut where it may be: between its chunks.
struct EventLogFile {
    /// Chunks of one record.
    private static let run = 64

    private let handle: FileHandle

    /// - Returns: `nil` for a file of anything else, and for one that cannot be opened.
    init?(_ path: String) {
        guard path != "-", let handle = FileHandle(forReadingAtPath: path),
            let start = try? handle.read(upToCount: EventLogShape.headerSize), start.starts(with: EventLogShape.signature)
        else { return nil }
        self.handle = handle
    }

    /// The next record; `nil` at the end. What is empty at the end of a file is left out.
    func next() throws -> [UInt8]? {
        while let bytes = try handle.read(upToCount: EventLogFile.run * EventLogShape.chunkSize), !bytes.isEmpty {
            if bytes.contains(where: { $0 != 0 }) { return Array(bytes) }
        }
        return nil
    }
}
