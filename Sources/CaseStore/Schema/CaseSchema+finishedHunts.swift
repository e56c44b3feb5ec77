extension CaseSchema {
    /// The report of what hunts used.
    static let finishedHunts = [
        """
        CREATE TABLE finished_hunts (
            id BIGINT PRIMARY KEY, account TEXT NOT NULL, interface TEXT NOT NULL, state TEXT NOT NULL, query TEXT NOT NULL,
            span_start BIGINT, span_end BIGINT, begun BIGINT NOT NULL, seconds DOUBLE PRECISION NOT NULL,
            result_rows BIGINT NOT NULL, memory BIGINT NOT NULL, share DOUBLE PRECISION NOT NULL)
        """
    ]
}
