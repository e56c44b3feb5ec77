#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A database file that its owner alone may read; SQLite gives the files beside it the same mode.
enum PrivateFile {
    static let mode: mode_t = 0o600

    /// Makes the file where it is missing, and takes others' rights away where it is there. What cannot be done shows when
    /// the database is opened.
    static func prepare(_ path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode)
        guard file >= 0 else { return }
        _ = fchmod(file, mode)
        close(file)
    }
}
