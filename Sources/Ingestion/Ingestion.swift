// Ingestion: the first stage. What arrives over HTTP, from files and from followed files is appended to the durable inbox
// as it came, and only then acknowledged. Later, and at its own pace, each record is read by the format of its source into
// alert reports. A record that nobody can read is kept with its error.
//
//     bytes -> RecordSplitter -> Inbox (fsync: this is what a 2xx promises) -> AlertFormat -> AlertReport
//
// The way into the inbox is on the critical path: while it stands, senders wait. Reading the inbox may fall behind; the
// inbox then grows up to its limit, and senders are asked to wait.
