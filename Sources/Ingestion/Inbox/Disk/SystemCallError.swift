#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A call to the operating system that failed: what was tried, on which file, and the system's reason.
public struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, as a verb: `open`, `write`.
    public var operation: String
    public var path: String
    /// The value of `errno`.
    public var code: Int32

    public init(_ operation: String, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// Takes the reason from `errno`; to be made right after the call.
    init(_ operation: String, _ path: String) {
        self.init(operation, path, code: errno)
    }

    var isMissingFile: Bool { code == ENOENT }
    var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }

    public var description: String {
        "cannot \(operation) '\(path)': \(String(cString: strerror(code)))"
    }
}
