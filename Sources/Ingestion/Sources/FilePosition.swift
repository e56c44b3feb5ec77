import Primitives

/// How far a followed file has been delivered. Kept by the caller across restarts: saved after the records that came
/// with it are in the inbox. If the process ends in between, the same records are delivered again; none is lost.
public struct FilePosition: Hashable, Sendable, Codable {
    public var device: UInt64
    public var inode: UInt64
    /// Everything before this byte was delivered.
    public var offset: Int
    /// The digest of the first `fingerprintLength` bytes. It tells a file from a later one that got the same inode, and
    /// from itself after it was cut to nothing and written anew.
    public var fingerprint: String
    public var fingerprintLength: Int

    public init(device: UInt64, inode: UInt64, offset: Int, fingerprint: String, fingerprintLength: Int) {
        self.device = device
        self.inode = inode
        self.offset = offset
        self.fingerprint = fingerprint
        self.fingerprintLength = fingerprintLength
    }

    var identity: FileStatus.Identity { FileStatus.Identity(device: device, inode: inode) }
}

/// The beginning of a file, by which it is known again.
struct FileHead: Hashable {
    private static let largestLength = 256
    /// From so many bytes on, files that begin alike are taken for copies of one another.
    static let tellingLength = 16

    private(set) var length = 0
    private(set) var fingerprint = Fingerprint().text

    init() {}

    /// The first `length` bytes of the file; `nil` where it is shorter.
    init?(of file: OpenFile, length: Int) throws(SystemCallError) {
        guard length > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: length)
        guard try file.fill(&bytes, at: 0) == length else { return nil }
        var digest = Fingerprint()
        digest.add(bytes)
        self.length = length
        fingerprint = digest.text
    }

    /// As much of the beginning as a file of this size has and as is looked at.
    init?(of file: OpenFile, size: Int) throws(SystemCallError) {
        try self.init(of: file, length: min(size, FileHead.largestLength))
    }

    /// Whether a file that has grown to `size` has a longer head than this.
    func isShort(for size: Int) -> Bool { length < min(size, FileHead.largestLength) }
}
