internal import Primitives

/// The values of one column, row by row. Rows behind the last value that was set have none.
///
/// A column is either of texts or of numbers; numbers of every type stand in 64 bits.
public struct EventColumn: Sendable {
    public let type: ColumnType
    /// The texts, one behind the other, always UTF-8.
    public private(set) var bytes: [UInt8] = []
    /// Where each row's text ends in `bytes`; it begins where the one before ends.
    public private(set) var ends: [Int] = []
    /// Each row's number: whole numbers and ticks as they are, reals by their bits, truth as 1 or 0.
    public private(set) var numbers: [Int64] = []
    /// Whether each row has a number; one bit a row, the lowest first.
    public private(set) var validity: [UInt64] = []

    public init(_ type: ColumnType) { self.type = type }

    /// Rows that were reached.
    @inlinable public var count: Int { type.isText ? ends.count : numbers.count }

    /// A row's text; rows that were not reached have the empty one.
    public func text(_ row: Int) -> ArraySlice<UInt8> {
        row < ends.count ? bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]] : []
    }

    /// A row's number, `nil` for none.
    public func number(_ row: Int) -> Int64? {
        row < numbers.count && validity[row >> 6] >> UInt64(row & 63) & 1 == 1 ? numbers[row] : nil
    }

    /// A real column's value, `nil` for none.
    public func real(_ row: Int) -> Double? { number(row).map { Double(bitPattern: UInt64(bitPattern: $0)) } }

    /// Sets the text of a row at or behind the last; bytes that are not UTF-8 become U+FFFD, and text is made safe to compare.
    mutating func set(_ row: Int, text: UnsafeBufferPointer<UInt8>) {
        reach(row)
        // Most texts are ASCII, and such a one is as it has to be.
        if isASCII(text) {
            bytes.append(contentsOf: text)
        } else if !isValidUTF8(text) {
            bytes.append(contentsOf: StreamSafe.text(String(decoding: text, as: UTF8.self)).utf8)
        } else if let safe = StreamSafe.bytes(text) {
            bytes.append(contentsOf: safe)
        } else {
            bytes.append(contentsOf: text)
        }
        ends.append(bytes.count)
    }

    /// Sets the number of a row at or behind the last.
    mutating func set(_ row: Int, number: Int64) {
        reach(row)
        numbers.append(number)
        if row & 63 == 0 { validity.append(0) }
        validity[row >> 6] |= 1 << UInt64(row & 63)
    }

    /// Fills up with nothing so that the next value is that of `row`, and takes back a value that the row has already.
    @inline(__always)
    mutating func reach(_ row: Int) {
        if count > row { cut(to: row) }
        if type.isText {
            while ends.count < row { ends.append(bytes.count) }
        } else {
            while numbers.count < row {
                if numbers.count & 63 == 0 { validity.append(0) }
                numbers.append(0)
            }
        }
    }

    /// Takes back what rows from `row` on have.
    mutating func cut(to row: Int) {
        guard count > row else { return }
        if type.isText {
            ends.removeLast(ends.count - row)
            bytes.removeLast(bytes.count - (ends.last ?? 0))
        } else {
            numbers.removeLast(numbers.count - row)
            validity.removeLast(validity.count - (row + 63) >> 6)
            if row & 63 != 0 { validity[row >> 6] &= 1 << UInt64(row & 63) - 1 }
        }
    }
}
