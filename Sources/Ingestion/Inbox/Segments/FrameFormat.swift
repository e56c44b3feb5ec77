import CZlib
import Primitives

/// How frames are written in one segment.
struct FrameFormat: Sendable {
    private let marker: UInt32
    private let seed: UInt32

    init(salt: UInt64) {
        marker = UInt32(truncatingIfNeeded: salt)
        seed = withUnsafeBytes(of: salt.littleEndian) { checksum($0, seed: 0) }
    }

    /// The first byte of the marker: what a search looks for.
    var firstByte: UInt8 { UInt8(truncatingIfNeeded: marker) }

    func append(_ record: RawRecord, sequence: UInt64, to buffer: inout [UInt8]) {
        let start = buffer.count
        buffer.append(number: marker)
        buffer.append(number: UInt32(0))
        buffer.append(number: UInt32(record.bytes.count))
        buffer.append(number: UInt16(record.source.utf8.count))
        buffer.append(number: UInt16(record.envelope.size))
        buffer.append(number: sequence)
        buffer.append(number: record.received.ticks)
        buffer.append(contentsOf: record.source.utf8)
        record.envelope.append(to: &buffer)
        buffer.append(contentsOf: record.bytes)
        buffer.withUnsafeMutableBytes { bytes in
            let sum = checksum(UnsafeRawBufferPointer(rebasing: bytes[(start + 8)...]), seed: seed)
            bytes.storeBytes(of: sum.littleEndian, toByteOffset: start + 4, as: UInt32.self)
        }
    }

    /// The fixed part, where the bytes begin with the marker.
    func frame(in bytes: UnsafeRawBufferPointer) -> Frame? {
        guard bytes.count >= Frame.headerSize, bytes.number(at: 0, as: UInt32.self) == marker else { return nil }
        return Frame(
            payloadSize: Int(bytes.number(at: 8, as: UInt32.self)),
            sourceSize: Int(bytes.number(at: 12, as: UInt16.self)),
            envelopeSize: Int(bytes.number(at: 14, as: UInt16.self)),
            sequence: bytes.number(at: 16, as: UInt64.self),
            receivedTicks: bytes.number(at: 24, as: Int64.self)
        )
    }

    /// Whether the bytes, a whole frame, are as they were written.
    func isIntact(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.number(at: 4, as: UInt32.self) == checksum(UnsafeRawBufferPointer(rebasing: bytes[8...]), seed: seed)
    }
}

func checksum(_ bytes: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
    UInt32(
        truncatingIfNeeded: crc32(uLong(seed), bytes.assumingMemoryBound(to: UInt8.self).baseAddress, uInt(bytes.count))
    )
}

extension [UInt8] {
    mutating func append(number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}

extension UnsafeRawBufferPointer {
    func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type) -> Number {
        Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
