internal import Foundation

extension DuckDBLibrary {
    /// The variable of the environment that names the library's file.
    public static let variable = "WATCHFLOOR_DUCKDB"

    /// Where the library may be: what the environment says, what the set-up made, what the system has.
    public static var places: [String] {
        if let named = ProcessInfo.processInfo.environment[variable], !named.isEmpty { return [named] }
        let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let made = [
            ".build/duckdb/libduckdb.so",
            binary.appendingPathComponent("../../duckdb/libduckdb.so").standardizedFileURL.path,
            "/usr/lib/watchfloor/libduckdb.so",
        ]
        // A path with a slash is that file; a bare name is searched for by the system.
        return made.filter { FileManager.default.fileExists(atPath: $0) } + ["libduckdb.so"]
    }
}
