internal import Events
internal import Primitives

/// Puts what was appended on the disk, on a thread and a connection of its own, while more is appended.
actor EventKeeper {
    nonisolated private let thread = OwnThread("events.keeper")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let file: OpenedFile

    init(_ file: OpenedFile) { self.file = file }

    /// Keeps what the writer appended, where that is more than some bytes.
    func keep(_ writer: EventWriter, over bytes: Int = 0) async throws {
        guard let keeping = try await writer.beginKeeping(over: bytes) else { return }
        do {
            _ = try EventStoreError.translating { try file.inTurn { try file.connect().execute(StoreSQL.checkpoint) } }
        } catch EventStoreError.busy {
            // A transaction was under way at a moment where none may be: between two of them nothing is.
            return try await writer.keep()
        }
        await writer.endKeeping(keeping)
    }
}
