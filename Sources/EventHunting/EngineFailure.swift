internal import KQL

/// Takes an error of the engine through DuckDB, which hands texts on alone and writes the statement behind them.
enum EngineFailure {
    private static let mark = "kql|"
    private static let end = "|kql"

    /// What DuckDB is told.
    static func message(of error: any Error) -> String {
        let failure = error as? QueryError ?? QueryError(.execution, "\(error)")
        return "\(mark)\(failure.kind.rawValue)|\(failure.message)\(end)"
    }

    /// The engine's error in what DuckDB says; `nil` where it is one of DuckDB's own.
    static func error(in text: String) -> QueryError? {
        guard let start = text.firstRange(of: mark), let end = text.firstRange(of: end), start.upperBound < end.lowerBound else {
            return nil
        }
        let parts = text[start.upperBound..<end.lowerBound].split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = QueryError.Kind(rawValue: String(parts[0])) else { return nil }
        return QueryError(kind, String(parts[1]))
    }
}
