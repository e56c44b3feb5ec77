import Primitives

/// Removes old segments and copies the inbox, one after the other, so that no copy loses a segment half-way.
actor InboxKeeper {
    nonisolated private let thread = OwnThread("inbox.keeper")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let directory: Directory
    private let ledger: InboxLedger

    init(directory: Directory, ledger: InboxLedger) {
        self.directory = directory
        self.ledger = ledger
    }

    func remove(upTo sequence: UInt64, olderThan time: Timestamp, keepingBytes: Int) throws(InboxError) -> [Segment] {
        let modified = try InboxError.onDisk { () throws(SystemCallError) in try modificationTimes() }
        let removed = ledger.removeOldest(upTo: sequence) { segment, bytesKept in
            bytesKept > keepingBytes || modified[segment.firstSequence].map { $0 < time } ?? false
        }
        try InboxError.onDisk { () throws(SystemCallError) in
            for segment in removed { try directory.remove(segment.name) }
            if !removed.isEmpty { try directory.synchronize() }
        }
        return removed
    }

    /// When each segment was last written to.
    private func modificationTimes() throws(SystemCallError) -> [UInt64: Timestamp] {
        var times: [UInt64: Timestamp] = [:]
        for segment in ledger.segments {
            times[segment.firstSequence] = try FileStatus(ofFileAt: directory.path(of: segment.name))?.modified
        }
        return times
    }

    func snapshot(into path: String) throws(InboxError) -> UInt64 {
        let (segments, last) = ledger.extent
        let target = Directory(path: path)
        let names = try InboxError.onDisk { () throws(SystemCallError) in
            try target.create()
            return try target.names()
        }
        guard !names.contains(where: { $0.hasSuffix(Segment.suffix) }) else { throw .notEmpty(directory: path) }
        try InboxError.onDisk { () throws(SystemCallError) in
            for segment in segments {
                try copy(segment, to: target)
            }
            try target.synchronize()
        }
        return last
    }

    /// Copies what the segment is known to hold safely; what is being written behind it is left out.
    private func copy(_ segment: Segment, to target: Directory) throws(SystemCallError) {
        let source = try OpenFile(directory.path(of: segment.name), .read)
        let copy = try OpenFile(target.path(of: segment.name), .create)
        let window = FileWindow(source)
        var offset = 0
        while offset < segment.byteCount {
            let count = min(1 << 20, segment.byteCount - offset)
            guard try window.load(offset, count: count, upTo: segment.byteCount) else { break }
            try copy.write(window.bytes(offset..<offset + count), at: offset)
            offset += count
        }
        try copy.synchronize()
    }
}
