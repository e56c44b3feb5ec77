/// Who reads the inbox. Each reads everything at a pace of his own; a record is done with when all are.
public enum InboxConsumer: Hashable, Sendable, CaseIterable {
    /// Makes alerts of records.
    case alerts
    /// Makes rows of events of records.
    case events
}
