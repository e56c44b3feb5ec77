#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file; it closes when nobody holds it any more. Every call blocks and belongs on an `OwnThread`.
final class OpenFile: Sendable {
    enum Mode {
        case read
        /// For reading and writing; must not exist.
        case create
        /// For reading and writing; made where it does not exist.
        case update

        var flags: Int32 {
            switch self {
            case .read: O_RDONLY
            case .create: O_RDWR | O_CREAT | O_EXCL
            case .update: O_RDWR | O_CREAT
            }
        }
    }

    let path: String
    private let descriptor: Int32

    init(_ path: String, _ mode: Mode) throws(SystemCallError) {
        self.path = path
        descriptor = open(path, mode.flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemCallError("open", path) }
    }

    deinit {
        close(descriptor)
    }

    func status() throws(SystemCallError) -> FileStatus {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw SystemCallError("stat", path) }
        return FileStatus(info)
    }

    /// Fills the buffer from `offset` on; fewer bytes only where the file ends.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SystemCallError) -> Int {
        var count = 0
        while count < buffer.count {
            let result = pread(
                descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count, off_t(offset + count))
            if result == 0 { break }
            if result > 0 { count += result } else if errno != EINTR { throw SystemCallError("read", path) }
        }
        return count
    }

    /// Reads what comes next, as pipes need it; 0 is the end.
    func readNext(into buffer: UnsafeMutableRawBufferPointer) throws(SystemCallError) -> Int {
        while true {
            #if canImport(Glibc)
                let result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let result = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if result >= 0 { return result }
            if errno != EINTR { throw SystemCallError("read", path) }
        }
    }

    /// Writes all of the bytes at `offset`; one call unless the system takes fewer at once.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SystemCallError) {
        var count = 0
        while count < bytes.count {
            let result = pwrite(
                descriptor, bytes.baseAddress.map { $0 + count }, bytes.count - count, off_t(offset + count))
            if result > 0 { count += result } else if errno != EINTR { throw SystemCallError("write", path) }
        }
    }

    /// Returns when the bytes and the length are on the disk.
    func synchronize() throws(SystemCallError) {
        #if canImport(Darwin)
            let result = fcntl(descriptor, F_FULLFSYNC)
        #else
            let result = fdatasync(descriptor)
        #endif
        guard result == 0 else { throw SystemCallError(OpenFile.synchronizing, path) }
    }

    /// The operation that `synchronize` names in its errors.
    static let synchronizing = "synchronize"

    func truncate(to length: Int) throws(SystemCallError) {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw SystemCallError("truncate", path) }
    }

    /// Takes the file's lock; `false` where another process, or another part of this one, holds it.
    func lock() throws(SystemCallError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw SystemCallError("lock", path) }
        return false
    }

    func unlock() {
        flock(descriptor, LOCK_UN)
    }
}
