public import CDuckDB

/// DuckDB's shared library, loaded at run time.
///
/// `@unchecked Sendable`: the table of functions is written once, before anybody has it, and stays until the process ends.
public struct DuckDBLibrary: @unchecked Sendable {
    /// The functions of the library.
    public let api: UnsafePointer<cduckdb_api>
    /// As the library says it: `v2.0.1`.
    public let version: String

    /// Loads the first library that can be loaded. A process has one: once it is loaded, it is the answer, whatever the paths.
    /// - Parameter paths: files, or names for the system to search.
    /// - Throws: `DuckDBError.noLibrary` with the reason of each.
    public init(searching paths: [String]) throws(DuckDBError) {
        var reasons: [String] = []
        for path in paths {
            var error = [CChar](repeating: 0, count: 1024)
            if let api = cduckdb_load(path, &error, error.count) {
                self.api = api
                version = api.pointee.library_version().map { String(cString: $0) } ?? ""
                return
            }
            reasons.append(String(decoding: error.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        throw .noLibrary(reasons)
    }
}
