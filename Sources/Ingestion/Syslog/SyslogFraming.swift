/// Cuts the bytes of a syslog connection into messages (RFC 6587): each says itself whether its length comes first, as
/// `LENGTH <PRI>...`, or whether it ends with its line.
public struct SyslogFraming: Sendable {
    /// One message.
    public struct Message: Hashable, Sendable {
        public var bytes: [UInt8]
        /// It was longer than the limit, and this is its beginning.
        public var isCut: Bool
    }

    private enum State {
        case start
        /// A message of so many bytes.
        case counted(Int)
        case line
        /// The rest of a counted message of which the beginning was given.
        case skipping(Int)
        /// The rest of such a line.
        case skippingLine
    }

    private let largestMessage: Int
    private var state = State.start
    private var buffer: [UInt8] = []
    private var position = 0
    /// Up to here there is no end of the line: a message that comes byte by byte is not looked through again for each.
    private var searched = 0

    private static let feed = UInt8(ascii: "\n")

    /// - Parameter largestMessage: in bytes; of a longer one the beginning is given.
    public init(largestMessage: Int) {
        self.largestMessage = largestMessage
    }

    /// Takes the next bytes and appends the messages that they complete.
    public mutating func feed(_ bytes: some Collection<UInt8>, into messages: inout [Message]) {
        buffer.append(contentsOf: bytes)
        while step(isLast: false, into: &messages) {}
        guard position > 0 else { return }
        buffer.removeFirst(position)
        searched = max(0, searched - position)
        position = 0
    }

    /// The connection ended: appends what is left of the last message.
    public mutating func finish(into messages: inout [Message]) {
        while step(isLast: true, into: &messages) {}
        switch state {
        case .counted, .line: give(upTo: buffer.count, isCut: false, into: &messages)
        default: break
        }
        (buffer, position, searched, state) = ([], 0, 0, .start)
    }

    /// One step; `false` where more bytes are needed.
    private mutating func step(isLast: Bool, into messages: inout [Message]) -> Bool {
        switch state {
        case .start: return begin(isLast: isLast)
        case .counted(let length):
            let wanted = min(length, largestMessage)
            guard buffer.count - position >= wanted else { return false }
            give(upTo: position + wanted, isCut: length > wanted, into: &messages)
            state = length > wanted ? .skipping(length - wanted) : .start
            return true
        case .line: return line(into: &messages)
        case .skipping(let length):
            let passed = min(length, buffer.count - position)
            position += passed
            state = length > passed ? .skipping(length - passed) : .start
            return length == passed
        case .skippingLine:
            guard let end = buffer[position...].firstIndex(of: SyslogFraming.feed) else {
                position = buffer.count
                return false
            }
            position = end + 1
            state = .start
            return true
        }
    }

    /// Decides how the next message is framed. Line breaks and zeros between messages are passed.
    private mutating func begin(isLast: Bool) -> Bool {
        while position < buffer.count, [0x00, 0x0a, 0x0d].contains(buffer[position]) { position += 1 }
        guard position < buffer.count else { return false }
        // Nine digits are more than any limit; a length does not begin with a zero.
        let digits = buffer[position...].prefix(9).prefix { (48...57).contains($0) }
        guard let first = digits.first, first != UInt8(ascii: "0") else {
            state = .line
            return true
        }
        let after = buffer[digits.endIndex...].prefix(2)
        if !isLast, after.count < 2, after.isEmpty || after.first == UInt8(ascii: " ") { return false }
        if after.elementsEqual([UInt8(ascii: " "), UInt8(ascii: "<")]), let length = Int(String(decoding: digits, as: UTF8.self))
        {
            position = digits.endIndex + 1
            state = .counted(length)
        } else {
            state = .line
        }
        return true
    }

    private mutating func line(into messages: inout [Message]) -> Bool {
        let limit = min(buffer.count, position + largestMessage + 1)
        let start = min(max(position, searched), limit)
        if let end = buffer[start..<limit].firstIndex(of: SyslogFraming.feed) {
            give(upTo: end, isCut: false, into: &messages)
            position = end + 1
            state = .start
            return true
        }
        searched = limit
        guard buffer.count - position > largestMessage else { return false }
        give(upTo: position + largestMessage, isCut: true, into: &messages)
        state = .skippingLine
        return true
    }

    /// Gives the bytes up to `end`, without the line break and zeros at their end.
    private mutating func give(upTo end: Int, isCut: Bool, into messages: inout [Message]) {
        var last = end
        while last > position, [0x00, 0x0a, 0x0d].contains(buffer[last - 1]) { last -= 1 }
        if last > position { messages.append(Message(bytes: Array(buffer[position..<last]), isCut: isCut)) }
        position = end
    }
}
