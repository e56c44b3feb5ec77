internal import Foundation

/// How many files and sockets the process may have open.
enum OpenFiles {
    /// What is kept for the database, the inbox and followed files.
    static let reserve = 256

    /// Takes as many as the system allows without asking anybody, and says how many connections that leaves.
    static func raise() -> Int {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(kind, &limit) == 0 else { return 1024 - reserve }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(kind, &limit)
        guard getrlimit(kind, &limit) == 0 else { return 1024 - reserve }
        return max(16, Int(clamping: limit.rlim_cur) - reserve)
    }
}
