internal import Foundation

/// A child process that inherits three streams and nothing else, and no blocked signals.
///
/// Foundation notices the end of a process by a socket that the process inherits. Processes that are started meanwhile inherit
/// it too, so that a short one seems to run as long as the longest beside it, and whoever waits for it holds a thread up.
struct ChildProcess: Sendable {
    let identifier: pid_t

    /// - Parameters:
    ///   - environment: all of it; `nil` hands down one's own.
    ///   - output, errors: files that its streams are written to; `nil` for one's own.
    init(
        _ executable: String, _ arguments: [String], environment: [String: String]? = nil, directory: String? = nil,
        output: String? = nil, errors: String? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for case (let stream, let file?) in [(1, output), (2, errors)] {
            posix_spawn_file_actions_addopen(&actions, Int32(stream), file, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        if let directory { _ = try ChildProcess.extended("addchdir", as: ChangeDirectory.self)(&actions, directory) }
        _ = try ChildProcess.extended("addclosefrom", as: CloseFrom.self)(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let variables = environment ?? ProcessInfo.processInfo.environment
        let words = ([executable] + arguments).map { strdup($0) } + [nil]
        let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + settings { free(word) } }
        var child: pid_t = 0
        let fault = posix_spawnp(&child, executable, &actions, &attributes, words, settings)
        guard fault == 0 else { throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .EIO) }
        identifier = child
    }

    private typealias Actions = UnsafeMutablePointer<posix_spawn_file_actions_t>
    private typealias ChangeDirectory = @convention(c) (Actions, UnsafePointer<CChar>) -> Int32
    private typealias CloseFrom = @convention(c) (Actions, Int32) -> Int32

    /// What the system's C library has beyond POSIX, and its headers show to C alone.
    private static func extended<Function>(_ name: String, as type: Function.Type) throws -> Function {
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_\(name)_np") else { throw POSIXError(.ENOSYS) }
        return unsafeBitCast(symbol, to: type)
    }

    /// Waits until it has ended, once. Answers its exit code, or the signal that ended it with 128 added.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}
