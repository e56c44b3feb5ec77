extension EventMapping {
    /// Whether a mapping file is about events: it names their table. What is wrong with it shows when it is read.
    public static func isOne(_ yaml: String) -> Bool {
        yaml.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("table:") }
    }
}
