import Primitives

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the file system says about a file.
struct FileStatus {
    /// Device and inode: which file it is, whatever its name.
    struct Identity: Hashable, Sendable {
        var device: UInt64
        var inode: UInt64
    }

    var identity: Identity
    /// In bytes.
    var size: Int
    var isRegular: Bool
    var modified: Timestamp

    init(_ info: stat) {
        identity = Identity(
            device: UInt64(truncatingIfNeeded: info.st_dev), inode: UInt64(truncatingIfNeeded: info.st_ino))
        size = Int(info.st_size)
        isRegular = info.st_mode & S_IFMT == S_IFREG
        #if canImport(Darwin)
            modified = Timestamp(unixSeconds: Int64(info.st_mtimespec.tv_sec))
        #else
            modified = Timestamp(unixSeconds: Int64(info.st_mtim.tv_sec))
        #endif
    }

    /// The file that the path leads to, through symbolic links; `nil` where there is none.
    init?(ofFileAt path: String) throws(SystemCallError) {
        var info = stat()
        guard stat(path, &info) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw SystemCallError("stat", path)
        }
        self.init(info)
    }
}
