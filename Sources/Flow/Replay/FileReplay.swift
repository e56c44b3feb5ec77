public import Correlation
internal import Foundation
public import Ingestion
internal import Primitives

/// A replay of whole files, one after the other. Parts of a file are read side by side and correlated in their order;
/// the number of parts in memory is bounded.
public struct FileReplay: Sendable {
    /// Parts of a file (256 KiB of text each) that are read or wait for their turn, at most.
    public static let partsInFlight = 8
    /// Faults that are listed, at most.
    public static let maximumFaults = 20

    /// A record that could not be read.
    public struct Fault: Sendable {
        public var file: String
        /// The record's place in the file, from 1.
        public var record: Int
        public var error: IngestionError
    }

    public struct Outcome: Sendable {
        public var incidents: [ReplayedIncident] = []
        public var records = 0
        public var alerts = 0
        public var repeats = 0
        public var rejected = 0
        /// The first faults.
        public var faults: [Fault] = []
    }

    /// One for each part that is read at a time: threads that read by the same format would hinder each other, as each use of it
    /// counts.
    private let sources: [ReplaySource]
    private let policy: CorrelationPolicy

    public init(source: ReplaySource, policy: CorrelationPolicy = CorrelationPolicy()) {
        let others = min(ProcessInfo.processInfo.activeProcessorCount, FileReplay.partsInFlight) - 1
        sources = [source] + (0..<max(0, others)).map { _ in source.again() }
        self.policy = policy
    }

    /// - Throws: what `FileReader.next()` throws.
    public func run(_ files: [String]) async throws -> Outcome {
        var outcome = Outcome()
        var replay = Replay(policy: policy)
        for file in files {
            let base = outcome.records
            try await parts(of: file, after: base) { part in
                outcome.records += part.records
                outcome.rejected += part.rejected
                let room = FileReplay.maximumFaults - outcome.faults.count
                outcome.faults += part.faults.prefix(room).map {
                    Fault(file: file, record: $0.number - base, error: $0.error)
                }
                for alert in part.alerts { replay.take(alert) }
            }
        }
        outcome.incidents = replay.incidents()
        outcome.alerts = replay.alertCount
        outcome.repeats = replay.repeatCount
        return outcome
    }

    private struct Part: Sendable {
        var index: Int
        var records = 0
        var alerts: [ReplayAlert] = []
        var rejected = 0
        var faults: [(number: Int, error: IngestionError)] = []
    }

    /// Gives the parts of a file in their order.
    private func parts(of file: String, after base: Int, _ body: (Part) -> Void) async throws {
        let reader = FileReader(path: file)
        try await withThrowingTaskGroup(of: Part.self) { group in
            var begun = 0, done = 0, records = base, isOver = false
            var waiting: [Int: Part] = [:]
            while true {
                while !isOver, begun - done < FileReplay.partsInFlight {
                    guard let batch = try await reader.next() else {
                        isOver = true
                        break
                    }
                    let (index, first) = (begun, records)
                    group.addTask { read(batch.records, after: first, index: index, by: sources[index % sources.count]) }
                    begun += 1
                    records += batch.records.count
                }
                guard let part = try await group.next() else { return }
                waiting[part.index] = part
                while let next = waiting.removeValue(forKey: done) {
                    body(next)
                    done += 1
                }
            }
        }
    }

    private func read(_ records: [SplitRecord], after base: Int, index: Int, by source: ReplaySource) -> Part {
        var part = Part(index: index, records: records.count)
        part.alerts.reserveCapacity(records.count)
        for (offset, record) in records.enumerated() {
            let number = base + offset + 1
            do throws(IngestionError) {
                if let error = record.error { throw error }
                part.alerts += try source.read(record.bytes, number: number)
            } catch {
                part.rejected += 1
                if part.faults.count < FileReplay.maximumFaults { part.faults.append((number, error)) }
            }
        }
        return part
    }
}
