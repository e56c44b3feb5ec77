internal import Ingestion
internal import Primitives

/// Sends files to one source, a batch at a time, and waits for a server that is full.
struct Upload {
    /// Seconds to wait where a full server does not say how long.
    static let usualPause = 5

    private let client: ServerClient
    private let source: String
    private var patienceSeconds: Int
    private let start = Timestamp.now
    private var bar = ProgressBar()
    private var stand = ProgressBar.Stand()
    private(set) var tally = UploadTally()
    private let progress: UploadProgress

    /// - Parameter patienceSeconds: how long to wait, all in all, for a server that is full.
    init(client: ServerClient, source: String, patienceSeconds: Int, progress: UploadProgress) {
        self.client = client
        self.source = source
        self.patienceSeconds = patienceSeconds
        self.progress = progress
    }

    /// - Throws: `CommandFailure`, and the errors of the file; both say how far it got.
    mutating func send(_ file: String) async throws {
        if let log = EventLogFile(file) { return try await send(log, named: file) }
        let reader = FileReader(path: file == "-" ? "/dev/stdin" : file)
        stand.name = file == "-" ? "standard input" : file
        var batch = RecordBatch(first: 1)
        while let part = try await next(of: reader, sending: &batch) {
            stand.bytesRead = part.bytesRead
            stand.totalBytes = part.totalBytes
            for record in part.records {
                if let error = record.error, error.isOfSize {
                    try await deliver(&batch)
                    tally.refuse("\(error)", file: stand.name, record: batch.first)
                    batch = RecordBatch(first: batch.first + 1)
                    continue
                }
                if !batch.hasRoom(for: record) { try await deliver(&batch) }
                batch.add(record)
            }
        }
        try await deliver(&batch)
    }

    private mutating func send(_ log: EventLogFile, named file: String) async throws {
        stand.name = file
        var number = 1
        while let bytes = try log.next() {
            var batch = RecordBatch(whole: bytes, first: number)
            try await deliver(&batch)
            number += 1
        }
    }

    /// Goes on with the next file; this one is told of at the end.
    mutating func passOver(_ file: String) { tally.passOver(file) }

    /// Takes the progress bar away.
    func finish() { bar.clear() }

    /// - Parameter batch: what was read before; where the file cannot be read any further it is sent at once.
    private mutating func next(of reader: FileReader, sending batch: inout RecordBatch) async throws -> FileReader.Batch? {
        do {
            return try await reader.next()
        } catch let error as CancellationError {
            throw error
        } catch let error as SystemCallError {
            try await deliver(&batch)
            throw CommandFailure("\(error)")
        } catch {
            try await deliver(&batch)
            throw CommandFailure("'\(stand.name)' cannot be read to its end: \(error); what came before was sent")
        }
    }

    /// Sends a batch and begins the next.
    private mutating func deliver(_ batch: inout RecordBatch) async throws {
        guard !batch.isEmpty else { return }
        var answer = try await client.ingest(batch.bytes, source: source)
        while answer.status == 429 || answer.status == 507 {
            try await pause(answer, batch)
            answer = try await client.ingest(batch.bytes, source: source)
        }
        tally.add(try accepted(answer, batch), file: stand.name, first: batch.first)
        batch = RecordBatch(first: batch.first + batch.count)
        progress.update(UploadProgress.Stand(file: stand.name, nextRecord: batch.first, tally: tally))
        draw(isWaiting: false)
    }

    private func accepted(_ answer: ServerClient.Answer, _ batch: RecordBatch) throws(CommandFailure) -> JSONValue {
        do throws(CommandFailure) {
            return try client.accepted(answer)
        } catch {
            let place = answer.status == 400 || answer.status == 413 ? " ('\(stand.name)', from record \(batch.first))" : ""
            throw CommandFailure(error.description + place, error.code)
        }
    }

    /// Waits as long as the server asks, or for what is left of the patience.
    private mutating func pause(_ answer: ServerClient.Answer, _ batch: RecordBatch) async throws {
        let seconds = min(max(1, answer.retryAfterSeconds ?? Upload.usualPause), patienceSeconds)
        guard seconds > 0 else {
            let message = answer.json["error"]?["message"]?.string ?? "the server is full"
            throw CommandFailure(
                "\(message); given up at '\(stand.name)', record \(batch.first); send it again later, what is in already "
                    + "is recognised")
        }
        patienceSeconds -= seconds
        draw(isWaiting: true)
        try await Task.sleep(for: .seconds(seconds))
    }

    private mutating func draw(isWaiting: Bool) {
        stand.accepted = tally.accepted
        stand.rejected = tally.rejected
        stand.seconds = (Timestamp.now - start).seconds
        stand.isWaiting = isWaiting
        bar.draw(stand)
    }
}
