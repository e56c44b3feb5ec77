/// How much the consumer has still to read.
struct Backlog {
    /// Appends are counted together until they make up this many bytes.
    private static let grain = 64 << 10

    private struct Mark {
        /// The last record of the stretch.
        var sequence: UInt64
        var bytes: Int
    }

    private(set) var bytes = 0
    private(set) var lastSequence: UInt64
    private(set) var consumedSequence: UInt64
    /// Stretches that are not wholly consumed, the oldest at `first`.
    private var marks: [Mark] = []
    private var first = 0

    /// A backlog in which nothing is unread.
    init(lastSequence: UInt64) {
        self.lastSequence = lastSequence
        consumedSequence = lastSequence
    }

    var records: Int { Int(lastSequence - consumedSequence) }

    mutating func append(through sequence: UInt64, bytes count: Int) {
        lastSequence = sequence
        bytes += count
        if first < marks.count, marks[marks.count - 1].bytes + count <= Backlog.grain {
            marks[marks.count - 1].sequence = sequence
            marks[marks.count - 1].bytes += count
        } else {
            marks.append(Mark(sequence: sequence, bytes: count))
        }
    }

    /// A stretch counts until its last record is consumed.
    mutating func consume(through sequence: UInt64) {
        consumedSequence = max(consumedSequence, min(sequence, lastSequence))
        while first < marks.count, marks[first].sequence <= consumedSequence {
            bytes -= marks[first].bytes
            first += 1
        }
        if first > marks.count / 2 {
            marks.removeFirst(first)
            first = 0
        }
    }
}
