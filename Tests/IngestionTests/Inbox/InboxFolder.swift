import Foundation
import Primitives
import Testing

@testable import Ingestion

/// A folder for one test; it goes with the test.
final class InboxFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func path(_ name: String) -> String { path + "/" + name }

    func copy(_ name: String, to newName: String) throws {
        try FileManager.default.copyItem(atPath: path(name), toPath: path(newName))
    }

    func read(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name)))) }

    func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    func append(_ text: String, to name: String) throws {
        if !FileManager.default.fileExists(atPath: path(name)) { try write([], to: name) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path(name)))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    func rename(_ name: String, to newName: String) throws {
        try FileManager.default.moveItem(atPath: path(name), toPath: path(newName))
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path(name))
    }

    func segments(_ name: String = "inbox") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).filter { $0.hasSuffix(".inbox") }.sorted()
    }

    func inbox(
        _ name: String = "inbox", policy: InboxPolicy = .roomy, consumed: UInt64 = 0, disk: DiskAccess = .system
    ) throws -> Inbox {
        try Inbox(directory: path(name), policy: policy, consumedThrough: [.alerts: consumed], disk: disk)
    }
}

extension InboxPolicy {
    /// The tests write little, whatever the disk has left.
    static var roomy: InboxPolicy {
        var policy = InboxPolicy()
        policy.minimumFreeSpace = 0
        return policy
    }

    static func segments(of bytes: Int) -> InboxPolicy {
        var policy = roomy
        policy.segmentSize = bytes
        return policy
    }
}

extension RawRecord {
    init(_ text: String, source: String = "test") {
        self.init(source: source, received: Timestamp(unixSeconds: 1_700_000_000), bytes: Array(text.utf8))
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Inbox {
    /// Every record from the beginning on; damage goes into `damages` and is passed.
    func all(after start: UInt64 = 0, damages: inout [InboxDamage]) async throws -> [InboxRecord] {
        var records: [InboxRecord] = []
        var sequence = start
        while true {
            do throws(InboxError) {
                let batch = try await read(after: sequence, records: 7)
                guard let last = batch.last else { return records }
                records += batch
                sequence = last.sequence
            } catch {
                guard case .damaged(let damage) = error else { throw error }
                damages.append(damage)
                sequence = damage.lost.upperBound - 1
            }
        }
    }

    func all(after start: UInt64 = 0) async throws -> [InboxRecord] {
        var damages: [InboxDamage] = []
        let records = try await all(after: start, damages: &damages)
        #expect(damages.isEmpty)
        return records
    }

    func texts() async throws -> [String] { try await all().map(\.record.text) }
}

/// SplitMix64, so that a failing run can be repeated from its seed.
struct InboxRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }

    /// A generator with a new seed, printed so that the run can be repeated.
    static func fresh(_ name: String) -> InboxRandom {
        let seed = UInt64.random(in: .min ... .max)
        print("\(name): seed \(seed)")
        return InboxRandom(seed: seed)
    }
}
