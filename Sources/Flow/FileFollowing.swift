internal import CaseStore
public import Ingestion
public import Logging
internal import Primitives
public import ServiceLifecycle

/// Reads the followed files as they grow and puts their records into the inbox, one child task a file.
public struct FileFollowing: Service {
    /// How long a file waits before it is tried again, where the inbox is full or something failed.
    static let retryDelay: Swift.Duration = .seconds(2)

    private let flow: CaseFlow
    private let inbox: Inbox
    private let logger: Logger

    public init(flow: CaseFlow, inbox: Inbox, logger: Logger) {
        self.flow = flow
        self.inbox = inbox
        self.logger = logger
    }

    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let files = try await flow.store.read { try $0.followedFiles() }
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await flow.followedFiles.wait() }
                    for file in files { group.addTask { await follow(file) } }
                    // Any file's task lasts until it is cancelled, so the first to end is the bell.
                    await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    private func follow(_ file: FollowedFileState) async {
        while !Task.isCancelled {
            do {
                let files = try await flow.store.read { try $0.followedFiles() }
                let position = files.first { $0.path == file.path }?.position ?? ""
                try await FollowedFile(path: file.path, position: FilePosition(text: position)).run { batch in
                    try await deliver(batch, of: file)
                }
            } catch is CancellationError {
                return
            } catch {
                logger.error(
                    "followed file failed, will be tried again",
                    metadata: ["path": "\(file.path)", "source": "\(file.source)", "error": "\(error)"])
                try? await Task.sleep(for: FileFollowing.retryDelay)
            }
        }
    }

    private func deliver(_ batch: FollowedFile.Batch, of file: FollowedFileState) async throws {
        for notice in batch.notices { logger.notice("\(notice)", metadata: ["source": "\(file.source)"]) }
        if !batch.records.isEmpty {
            let receipt = try await IngestDoor(flow: flow, inbox: inbox).take(batch.records, source: file.source)
            if let fault = receipt.faults.first {
                logger.warning(
                    "records of a followed file could not be read; see `watchfloor ingest --errors`",
                    metadata: ["path": "\(file.path)", "records": "\(receipt.rejected)", "first": "\(fault.error)"])
            }
        }
        guard let position = batch.position else { return }
        try await flow.store.write(by: .ingestion, at: .now) { try $0.setPosition(position.text, ofFile: file.path) }
    }
}

extension FilePosition {
    /// The position as the store keeps it.
    var text: String {
        let fields: JSONValue = [
            "device": .string(String(device)), "inode": .string(String(inode)), "offset": .integer(Int64(offset)),
            "fingerprint": .string(fingerprint), "fingerprintLength": .integer(Int64(fingerprintLength)),
        ]
        return fields.text
    }

    init?(text: String) {
        guard let json = try? JSONValue(parsing: text), let device = json["device"]?.string.flatMap({ UInt64($0) }),
            let inode = json["inode"]?.string.flatMap({ UInt64($0) }), let offset = json["offset"]?.integer,
            let fingerprint = json["fingerprint"]?.string, let length = json["fingerprintLength"]?.integer
        else { return nil }
        self.init(
            device: device, inode: inode, offset: Int(offset), fingerprint: fingerprint, fingerprintLength: Int(length))
    }
}
