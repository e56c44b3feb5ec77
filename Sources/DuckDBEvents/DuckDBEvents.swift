// The events in DuckDB.
//
//     EventBatch -> DuckDBEventStore -> EventWriter (one thread, one connection) -> events.duckdb
//                                       DuckDBDatabase.connect() -> whoever asks, on a thread of his own
//
// `Driver` is DuckDB as Swift sees it: the library, found at run time, databases, connections, statements, results in columns.
// `Store` is the event store over it. A file has one owner: the process that opened it.
