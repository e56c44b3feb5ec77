/// The whole state as bytes. `decode(encode(s))` goes on exactly as `s` would.
extension Correlator {
    private static let mark: [UInt8] = Array("WFCORR".utf8)

    /// The state between two batches; the policy is not part of it.
    public func checkpoint() -> [UInt8] {
        var coder = CheckpointCoder()
        var copy = state
        do {
            try copy.code(with: &coder)
        } catch {
            return []  // writing never throws
        }
        return Correlator.mark + [Correlator.checkpointVersion] + coder.bytes
    }

    /// Continues from a checkpoint.
    ///
    /// - Throws: `CheckpointError` when the bytes are not a whole checkpoint of this version.
    public init(checkpoint bytes: [UInt8], policy: CorrelationPolicy = CorrelationPolicy()) throws(CheckpointError) {
        let mark = Correlator.mark
        guard bytes.starts(with: mark), bytes.count > mark.count else { throw .notACheckpoint }
        let version = bytes[mark.count]
        guard version == Correlator.checkpointVersion else { throw .unknownVersion(version) }
        var coder = CheckpointCoder(reading: Array(bytes[(mark.count + 1)...]))
        var state = CorrelatorState()
        try state.code(with: &coder)
        guard coder.remaining == 0 else { throw .trailingBytes(coder.remaining) }
        self.init(policy: policy)
        self.state = state
    }
}
