// A segment is one file:
//
//     header   "WFINBOX" and a version byte | CRC-32 of the other header bytes | 0 | first sequence | salt
//     frame    marker | CRC-32 of the rest | payload length | source length | envelope length | sequence
//              | received | source | envelope | payload
//     frame    ...
//
// Numbers are little-endian. The marker and the start value of the CRC come from the salt, which is random in every
// segment: a sender can put no bytes into a payload that pass for a frame when reading has to find its way after
// damage.

import Primitives

/// The fixed part of a frame.
struct Frame {
    static let headerSize = 32
    static let longestSource = 1024

    var payloadSize: Int
    var sourceSize: Int
    var envelopeSize: Int
    var sequence: UInt64
    var receivedTicks: Int64

    /// Header, source, envelope and payload.
    var size: Int { Frame.headerSize + sourceSize + envelopeSize + payloadSize }

    var received: Timestamp { Timestamp(ticks: receivedTicks) }

    static func size(of record: RawRecord) -> Int {
        headerSize + record.source.utf8.count + record.envelope.size + record.bytes.count
    }
}
