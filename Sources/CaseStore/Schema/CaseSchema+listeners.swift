extension CaseSchema {
    /// Where sources listen for syslog. An address belongs to one source.
    static let listenerTables = [
        "CREATE TABLE source_listeners (address TEXT PRIMARY KEY, source TEXT NOT NULL)"
    ]
}
