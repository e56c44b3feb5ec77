internal import Flow
internal import Ingestion
internal import Logging
internal import Primitives

/// A message as it came, with the address that it came from.
struct SyslogInput: Sendable {
    var bytes: [UInt8]
    var sender: String
    var isCut = false
}

/// Takes messages apart and puts them into the inbox, for one listener.
struct SyslogDelivery: Sendable {
    let source: String
    let address: String
    let door: IngestDoor
    let ledger: ListenerLedger
    let logger: Logger

    /// Returns when the messages are safely on the disk; waits while the inbox is full.
    /// - Throws: `CancellationError` while it waits, and what waiting does not help against.
    func store(_ inputs: [SyslogInput]) async throws {
        guard !inputs.isEmpty else { return }
        let received = Timestamp.now
        let deliveries = inputs.map { delivery($0, received: received) }
        while true {
            do {
                let receipt = try await door.take(deliveries)
                return note(receipt, of: inputs, at: received)
            } catch let error as InboxError {
                guard case .retry(let seconds) = error.remedy else { throw error }
                try await Task.sleep(for: .seconds(seconds))
            }
        }
    }

    /// Where the header names no host, the sender's address stands for it.
    private func delivery(_ input: SyslogInput, received: Timestamp) -> IngestDoor.Delivery {
        let message = SyslogMessage(input.bytes, clock: door.clock(of: source, at: received))
        let content = Array(message.content)
        return IngestDoor.Delivery(
            SplitRecord(bytes: content, offset: 0, length: content.count), to: source,
            envelope: RecordEnvelope(host: message.host.isEmpty ? input.sender : message.host, time: message.time))
    }

    private func note(_ receipt: IngestDoor.Receipt, of inputs: [SyslogInput], at time: Timestamp) {
        let isFirstUnreadable = ledger.change(address) { entry in
            defer { entry.unreadable += receipt.rejected }
            entry.received += inputs.count
            entry.cut += inputs.count { $0.isCut }
            entry.lastReceived = time
            return entry.unreadable == 0 && receipt.rejected > 0
        }
        if isFirstUnreadable, let fault = receipt.faults.first {
            logger.warning(
                "messages of a listener could not be read; see `watchfloor ingest --errors`",
                metadata: ["address": "\(address)", "source": "\(source)", "first": "\(fault.error)"])
        }
    }
}
