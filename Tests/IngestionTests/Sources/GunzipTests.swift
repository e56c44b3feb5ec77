import Foundation
import Testing

@testable import Ingestion

@Suite("Gunzip and FileReader")
struct GunzipTests {
    private let folder: InboxFolder

    init() throws {
        folder = try InboxFolder()
    }

    /// Compresses with the system's `gzip`.
    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        try folder.write(bytes, to: "plain")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-nf", folder.path("plain")]
        try process.run()
        process.waitUntilExit()
        return try folder.read("plain.gz")
    }

    private func lines(_ count: Int) -> [UInt8] {
        Array((0..<count).map { "{\"id\":\($0),\"text\":\"some text that repeats\"}\n" }.joined().utf8)
    }

    private func unpack(_ bytes: [UInt8], sizes: () -> Int) throws(GunzipError) -> [UInt8] {
        let gunzip = try Gunzip()
        var output: [UInt8] = []
        var position = 0
        while position < bytes.count {
            let end = min(bytes.count, position + sizes())
            gunzip.supply(bytes[position..<end])
            position = end
            while let part = try gunzip.next(upTo: 100) { output += part }
        }
        try gunzip.finish()
        return output
    }

    @Test func piecesOfAnySize() throws {
        var random = InboxRandom.fresh("piecesOfAnySize")
        let plain = lines(300) + random.bytes(2_000)
        let packed = try gzip(plain)
        #expect(try Gunzip.unpack(packed) == plain)
        for size in [1, 2, 3, 100, 100_000] { #expect(try unpack(packed, sizes: { size }) == plain) }
        #expect(try unpack(packed, sizes: { 1 + random.below(500) }) == plain)
        #expect(try Gunzip.unpack(try gzip([])) == [])
        #expect(try Gunzip.unpack([UInt8]()) == [])
    }

    @Test func membersAndPadding() throws {
        let (first, second) = (lines(3), lines(5))
        let packed = try gzip(first) + gzip(second)
        for size in 1...packed.count { #expect(try unpack(packed, sizes: { size }) == first + second) }
        #expect(try Gunzip.unpack(packed + [0, 0, 0]) == first + second)
        #expect(throws: GunzipError.trailingBytes(offset: packed.count)) { try Gunzip.unpack(packed + [7]) }
    }

    @Test func everyTruncationIsNoticed() throws {
        let packed = try gzip(lines(50))
        for end in 1..<packed.count {
            #expect(throws: GunzipError.truncated(offset: end)) { try Gunzip.unpack(packed[..<end]) }
        }
    }

    @Test func whatIsNotCompressedIsSaidToBeSo() throws {
        #expect(throws: GunzipError.notCompressed) { try Gunzip.unpack(Array("{\"a\":1}".utf8)) }
    }

    @Test func limitsHold() throws {
        let bomb = try gzip([UInt8](repeating: 0, count: 20 << 20))
        #expect(throws: GunzipError.ratioTooHigh(limit: 400)) { try Gunzip.unpack(bomb) }
        #expect(throws: GunzipError.tooLarge(limit: 1 << 20)) {
            try Gunzip.unpack(bomb, limits: GunzipLimits(largestOutput: 1 << 20))
        }
        #expect(try Gunzip.unpack(bomb, limits: .file).count == 20 << 20)
    }

    @Test func damageIsAnErrorOrHarmless() throws {
        var random = InboxRandom.fresh("damageIsAnErrorOrHarmless")
        let plain = lines(200)
        let packed = try gzip(plain)
        var noticed = 0
        for _ in 0..<2_000 {
            var damaged = packed
            damaged[random.below(damaged.count)] ^= UInt8(1 << random.below(8))
            // Only bytes of the gzip header that say nothing about the content may differ unseen.
            do { #expect(try Gunzip.unpack(damaged) == plain) } catch { noticed += 1 }
        }
        #expect(noticed > 1_800)
        for _ in 0..<2_000 {
            let junk = random.bytes(random.below(200))
            _ = try? Gunzip.unpack([0x1f, 0x8b, 8, 0] + junk)
            _ = try? Gunzip.unpack(junk)
        }
    }

    // MARK: Files

    private func read(_ name: String) async throws -> (
        records: [SplitRecord], batches: [FileReader.Batch], error: (any Error)?
    ) {
        let reader = FileReader(path: folder.path(name))
        var batches: [FileReader.Batch] = []
        var failure: (any Error)?
        do {
            while let batch = try await reader.next() { batches.append(batch) }
        } catch {
            failure = error
        }
        #expect(try await reader.next() == nil)
        return (batches.flatMap(\.records), batches, failure)
    }

    @Test(arguments: [false, true]) func aFileIsReadWithProgress(_ isPacked: Bool) async throws {
        let plain = lines(20_000)
        try folder.write(isPacked ? gzip(plain) : plain, to: "file")
        let size = try folder.read("file").count
        let (records, batches, error) = try await read("file")
        #expect(error == nil)
        #expect(records.count == 20_000)
        #expect(records.allSatisfy { $0.error == nil })
        #expect(String(decoding: records[19_999].bytes, as: UTF8.self).hasPrefix("{\"id\":19999,"))
        #expect(batches.count > 2)
        #expect(batches.map(\.bytesRead) == batches.map(\.bytesRead).sorted())
        #expect(batches.last?.bytesRead == size && batches.last?.totalBytes == size)
    }

    @Test func beforeABreakEverythingIsGiven() async throws {
        let packed = try gzip(lines(20_000))
        try folder.write(packed[..<(packed.count / 2)], to: "cut.gz")
        let (records, _, error) = try await read("cut.gz")
        #expect(error as? GunzipError == .truncated(offset: packed.count / 2))
        #expect(records.count > 8_000)
        #expect(records.dropLast().allSatisfy { $0.error == nil })
        for (number, record) in records.dropLast().enumerated() {
            #expect(String(decoding: record.bytes, as: UTF8.self).hasPrefix("{\"id\":\(number),"))
        }
    }

    @Test func aMissingFileIsAnError() async throws {
        let (records, _, error) = try await read("missing")
        #expect(records.isEmpty)
        #expect((error as? SystemCallError)?.isMissingFile == true)
    }
}
