/// The vocabulary of raw events: which tables there are, and rows on their way into them. No I/O but reading the specs.
///
/// A table is described by one text file (`TableSpec`), from which the store's columns, the documentation, completion and
/// the binder of queries come. Formats write rows into an `EventBatch`; an event store takes batches whole.
public enum Events {
    /// The column that every table has beside those of its spec: when the record came in, in ticks. Queries read it with
    /// `ingestion_time()`.
    public static let ingestedColumn = "_ingested"
}
