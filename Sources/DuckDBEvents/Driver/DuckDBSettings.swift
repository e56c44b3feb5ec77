/// What a DuckDB database may use of the machine.
public struct DuckDBSettings: Hashable, Sendable {
    /// Bytes of memory, for all queries together; one that needs more uses the disk where it can, or ends with an error.
    public var memory = 1 << 30
    /// Threads of all queries together.
    public var threads: Int
    /// Bytes that queries may put into `spillDirectory` when memory is short.
    public var spill = 10 << 30
    /// `nil` to put nothing on the disk.
    public var spillDirectory: String?
    /// The only folder whose files statements may read and write, beside the database's own.
    public var exchangeDirectory: String?

    /// Bytes of the texts of a column, on average, from which on they are packed as text is (ZSTD). DuckDB does so from 4 KiB on
    /// and keeps shorter texts as they are where its dictionaries do not take them; events of Windows then are twelve times as large.
    private static let packedTextLength = 256

    /// Rows that lie together in the file, half as many as DuckDB would put there: the last, unfinished ones of each table are packed anew
    /// whenever changes are put on the disk, which takes two thirds of the time so. Far fewer would be packed worse. Files that were made
    /// otherwise keep the rows that they have as they are.
    static let rowGroupSize = 61_440

    public init(threads: Int) { self.threads = threads }

    /// DuckDB's names and values.
    var options: [(name: String, value: String)] {
        var options = [
            ("memory_limit", "\(memory)B"), ("threads", "\(max(1, threads))"),
            // Never by itself: whoever changes the file says when its changes are to be kept.
            ("checkpoint_threshold", "1024TB"), ("zstd_min_string_length", "\(DuckDBSettings.packedTextLength)"),
            ("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false"),
            ("allow_community_extensions", "false"),
        ]
        if let spillDirectory {
            options += [("temp_directory", spillDirectory), ("max_temp_directory_size", "\(spill)B")]
        }
        return options.map { (name: $0.0, value: $0.1) }
    }

    /// What is said once the database is open; nothing can be changed after.
    var closing: [String] {
        let folders = exchangeDirectory.map { ["SET allowed_directories = ['\($0.replacing("'", with: "''"))']"] } ?? []
        return folders + ["SET enable_external_access = false", "SET lock_configuration = true"]
    }
}
