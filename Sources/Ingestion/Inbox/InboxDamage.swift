/// A stretch of a segment that is not what was written there.
public struct InboxDamage: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// The bytes of the file that cannot be read.
    public var bytes: Range<Int>
    /// The records that stood there. Reading goes on with `read(after: lost.upperBound - 1)`.
    public var lost: Range<UInt64>

    public var description: String {
        "'\(file)' is damaged from byte \(bytes.lowerBound) to \(bytes.upperBound); lost are \(lost.count) records "
            + "from number \(lost.lowerBound) on; get the file from a backup, or go on after record \(lost.upperBound - 1)"
    }
}

/// What was noticed and put right while the inbox was opened. The caller logs it.
public enum InboxNotice: Hashable, Sendable, CustomStringConvertible {
    /// The last write before a crash was not complete; it was not acknowledged to anybody.
    case tornTail(file: String, offset: Int, removedBytes: Int)
    /// Reading will stop at this place once.
    case damage(InboxDamage)
    /// The consumer has seen records that this inbox never held (an older copy of it was restored). Their numbers are
    /// not given again.
    case numbersSkipped(Range<UInt64>)

    public var description: String {
        switch self {
        case .tornTail(let file, let offset, let removedBytes):
            "'\(file)': an unfinished write of \(removedBytes) bytes at byte \(offset) was removed; "
                + "it was never acknowledged"
        case .damage(let damage): damage.description
        case .numbersSkipped(let range):
            "the consumer is past the end of the inbox; records \(range.lowerBound) to \(range.upperBound - 1) are not "
                + "there, new ones begin after them"
        }
    }
}
