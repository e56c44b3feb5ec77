internal import Primitives

/// A file, plain or gzip (told by its first bytes), read as batches of records. Pipes work too. Memory is bounded by
/// the largest record.
public actor FileReader {
    /// Records, and how far the file has been read.
    public struct Batch: Sendable {
        public var records: [SplitRecord]
        /// Bytes of the file that were read, compressed ones where it is compressed.
        public var bytesRead: Int
        /// The size of the file; `nil` for a pipe.
        public var totalBytes: Int?
    }

    private static let chunkSize = 256 << 10

    nonisolated private let thread = OwnThread("ingestion.file")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let path: String
    private let limits: GunzipLimits
    private var splitter: RecordSplitter
    private var file: OpenFile?
    private var totalBytes: Int?
    private var bytesRead = 0
    private var gunzip: Gunzip?
    private var isOver = false
    private var failure: (any Error)?

    public init(
        path: String, shape: RecordSplitter.Shape = .automatic,
        largestRecord: Int = RecordSplitter.defaultLargestRecord, limits: GunzipLimits = .file
    ) {
        self.path = path
        self.limits = limits
        splitter = RecordSplitter(shape, largestRecord: largestRecord)
    }

    /// The next records; `nil` at the end. Batches are about 256 KiB of text, or one record where that is larger.
    /// - Throws: `SystemCallError` where the file cannot be read, `GunzipError` where its compressed data is broken.
    ///   What
    ///   was read before is given first.
    public func next() throws -> Batch? {
        var records: [SplitRecord] = []
        while records.isEmpty, !isOver { read(into: &records) }
        if !records.isEmpty { return Batch(records: records, bytesRead: bytesRead, totalBytes: totalBytes) }
        defer { failure = nil }
        if let failure { throw failure }
        return nil
    }

    private func read(into records: inout [SplitRecord]) {
        do {
            if let bytes = try nextBytes() {
                splitter.feed(bytes, into: &records)
                return
            }
        } catch {
            failure = error
        }
        splitter.finish(into: &records)
        isOver = true
        file = nil
    }

    /// The next bytes of text; `nil` at the end.
    private func nextBytes() throws -> [UInt8]? {
        while true {
            if let part = try gunzip?.next(upTo: FileReader.chunkSize) { return part }
            let isFirst = bytesRead == 0
            let chunk = try nextChunk()
            if chunk.isEmpty {
                try gunzip?.finish()
                return nil
            }
            if isFirst, chunk.starts(with: [0x1f, 0x8b]) { gunzip = try Gunzip(limits: limits) }
            guard let gunzip else { return chunk }
            gunzip.supply(chunk)
        }
    }

    private func nextChunk() throws(SystemCallError) -> [UInt8] {
        let file = try openFile()
        var outcome = Result<Int, SystemCallError>.success(0)
        let chunk = [UInt8](unsafeUninitializedCapacity: FileReader.chunkSize) { buffer, count in
            let buffer = UnsafeMutableRawBufferPointer(buffer)
            outcome = Result { () throws(SystemCallError) in try file.readNext(into: buffer) }
            count = (try? outcome.get()) ?? 0
        }
        bytesRead += try outcome.get()
        return chunk
    }

    private func openFile() throws(SystemCallError) -> OpenFile {
        if let file { return file }
        let file = try OpenFile(path, .read)
        let status = try file.status()
        totalBytes = status.isRegular ? status.size : nil
        self.file = file
        return file
    }
}
