/// Cuts the bytes of a body or a file into records, piece by piece, with bounded memory.
///
/// It reads one JSON object, objects one after the other (one a line, or not), arrays of objects, lines of text, lines below
/// a header that names their columns (each is given with the header), and files of Windows events, whose chunks are records.
/// What is malformed comes out as a record with its error, so that it can be kept, and costs its neighbours nothing:
/// - an object that breaks off ends with its line; whole objects on lines that it seemed to swallow are given as
///   records;
/// - of an array that breaks off, the elements before the break are given, and the rest of the input as one record.
public struct RecordSplitter: Sendable {
    /// What the input consists of.
    public enum Shape: Sendable {
        /// Decided by the first bytes: JSON where an object or an array of objects begins, chunks where a file of Windows
        /// events does, lines with their header where that does, else lines.
        case automatic
        case json
        /// Every line is a record, whatever is in it; blank lines are none.
        case lines
    }

    /// The limit on a record that is used where none is given: that of `InboxPolicy.largestRecord`.
    public static let defaultLargestRecord = InboxPolicy().largestRecord

    private var buffer: [UInt8] = []
    private var cutter: RecordCutter

    /// - Parameters:
    ///   - largestRecord: in bytes. Of a larger record only the beginning is given, with `recordTooLarge`.
    ///   - offset: where in the input the first byte stands that will be fed.
    public init(
        _ shape: Shape = .automatic, largestRecord: Int = RecordSplitter.defaultLargestRecord, offset: Int = 0
    ) {
        cutter = RecordCutter(shape, largestRecord: largestRecord, base: offset)
    }

    /// Everything before this offset of the input has been given out.
    public var finishedOffset: Int { cutter.finishedOffset }

    /// Takes the next bytes and appends the records that they complete.
    public mutating func feed(_ bytes: some Collection<UInt8>, into records: inout [SplitRecord]) {
        buffer.append(contentsOf: bytes)
        cut(isLast: false, into: &records)
        let used = cutter.releaseUsed()
        if used > 0 { buffer.removeFirst(used) }
    }

    /// Appends what is left: the last line without its break, or what was cut off. More may be fed afterwards.
    public mutating func finish(into records: inout [SplitRecord]) {
        cut(isLast: true, into: &records)
        buffer.removeFirst(cutter.releaseUsed())
    }

    /// All records of a whole body.
    public static func records(
        in bytes: some Collection<UInt8>, shape: Shape = .automatic,
        largestRecord: Int = RecordSplitter.defaultLargestRecord
    ) -> [SplitRecord] {
        var cutter = RecordCutter(shape, largestRecord: largestRecord, base: 0)
        var records: [SplitRecord] = []
        let cut: Void? = bytes.withContiguousStorageIfAvailable { cutter.cut($0, isLast: true, into: &records) }
        if cut == nil { Array(bytes).withUnsafeBufferPointer { cutter.cut($0, isLast: true, into: &records) } }
        return records
    }

    private mutating func cut(isLast: Bool, into records: inout [SplitRecord]) {
        var cutter = cutter
        buffer.withUnsafeBufferPointer { cutter.cut($0, isLast: isLast, into: &records) }
        self.cutter = cutter
    }
}
