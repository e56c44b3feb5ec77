internal import Foundation

/// A file of Windows' event log on its way to the server. It is binary, so it is cut where it may be: between its chunks.
struct EventLogFile {
    /// A file begins with a header of this many bytes; chunks of one size follow.
    private static let headerSize = 4096
    private static let chunkSize = 65_536
    /// Chunks of one record.
    private static let run = 64
    private static let signature = Array("ElfFile\0".utf8)

    private let handle: FileHandle

    /// - Returns: `nil` for a file of anything else, and for one that cannot be opened.
    init?(_ path: String) {
        guard path != "-", let handle = FileHandle(forReadingAtPath: path),
            let start = try? handle.read(upToCount: EventLogFile.headerSize), start.starts(with: EventLogFile.signature)
        else { return nil }
        self.handle = handle
    }

    /// The next record; `nil` at the end. What is empty at the end of a file is left out.
    func next() throws -> [UInt8]? {
        while let bytes = try handle.read(upToCount: EventLogFile.run * EventLogFile.chunkSize), !bytes.isEmpty {
            if bytes.contains(where: { $0 != 0 }) { return Array(bytes) }
        }
        return nil
    }
}
