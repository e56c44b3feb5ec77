internal import Flow
internal import Foundation

/// Where the data folder is when nobody says so.
enum DataLocation {
    /// - Parameter option: `--data`, which wins over `WATCHFLOOR_DATA`, which wins over the place that is usual for the user.
    static func path(
        option: String?, environment: [String: String] = ProcessInfo.processInfo.environment, isRoot: Bool = geteuid() == 0
    ) -> String {
        if let option { return option }
        if let path = environment["WATCHFLOOR_DATA"], !path.isEmpty { return path }
        if isRoot { return "/var/lib/watchfloor" }
        if let home = environment["XDG_DATA_HOME"], home.hasPrefix("/") { return home + "/watchfloor" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/watchfloor"
    }
}

/// An absolute path, for a server that has a working directory of its own.
func absolutePath(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
}
