/// The segment that is being appended to.
struct SegmentWriter {
    /// What a segment is called before its header is safely in it.
    static let unfinishedSuffix = ".unfinished"

    let file: OpenFile
    let header: SegmentHeader
    let format: FrameFormat
    /// The bytes that are safely on disk.
    private(set) var length: Int

    var isEmpty: Bool { length == SegmentHeader.size }

    init(file: OpenFile, header: SegmentHeader, length: Int) {
        self.file = file
        self.header = header
        self.length = length
        format = header.format
    }

    /// Makes a segment. It gets its name when its header is on the disk, so a named segment always has one.
    static func create(
        in directory: Directory, firstSequence: UInt64, disk: DiskAccess
    ) throws(SystemCallError) -> SegmentWriter {
        let name = Segment.name(firstSequence)
        try directory.remove(name + unfinishedSuffix)
        let header = SegmentHeader(firstSequence: firstSequence)
        let file = try OpenFile(directory.path(of: name + unfinishedSuffix), .create)
        var writer = SegmentWriter(file: file, header: header, length: 0)
        try writer.write(header.bytes, disk: disk)
        try directory.rename(name + unfinishedSuffix, to: name)
        try directory.synchronize()
        return writer
    }

    /// Appends the bytes and returns when they are on the disk. After an error `length` is what it was.
    mutating func write(_ bytes: [UInt8], disk: DiskAccess) throws(SystemCallError) {
        let outcome = bytes.withUnsafeBytes { buffer in
            Result { () throws(SystemCallError) in try disk.write(file, buffer, length) }
        }
        try outcome.get()
        try disk.synchronize(file)
        length += bytes.count
    }

    /// Removes what a failed write left behind.
    func undoWrite() throws(SystemCallError) {
        try file.truncate(to: length)
    }
}
