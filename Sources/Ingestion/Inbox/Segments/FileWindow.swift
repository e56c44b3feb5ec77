/// The part of a file that is in memory; it moves along as the file is read.
final class FileWindow {
    /// Bytes fetched at once.
    private static let step = 1 << 20

    private let file: OpenFile
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 8)
    /// Which bytes of the file are in memory.
    private var range = 0..<0

    init(_ file: OpenFile) {
        self.file = file
    }

    deinit {
        memory.deallocate()
    }

    /// Brings `count` bytes from `position` on into memory; `false` where there are fewer before `end`.
    func load(_ position: Int, count: Int, upTo end: Int) throws(SystemCallError) -> Bool {
        guard position + count <= end else { return false }
        if position >= range.lowerBound, position + count <= range.upperBound { return true }
        move(to: position, capacity: min(max(count, FileWindow.step), end - position))
        let wanted = min(memory.count, end - position)
        let more = UnsafeMutableRawBufferPointer(rebasing: memory[range.count..<max(wanted, range.count)])
        range = try position..<range.upperBound + file.read(at: range.upperBound, into: more)
        return count <= range.count
    }

    /// Keeps what is already there from `position` on.
    private func move(to position: Int, capacity: Int) {
        let kept = range.contains(position) ? memory[(position - range.lowerBound)..<range.count] : memory[0..<0]
        let target = memory.count >= capacity ? memory : .allocate(byteCount: capacity, alignment: 8)
        if let base = target.baseAddress, let source = UnsafeRawBufferPointer(rebasing: kept).baseAddress {
            base.copyMemory(from: source, byteCount: kept.count)
        }
        range = position..<position + kept.count
        if target.baseAddress != memory.baseAddress {
            memory.deallocate()
            memory = target
        }
    }

    /// Bytes of the file that are loaded. They are valid until the window moves.
    func bytes(_ part: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            rebasing: memory[part.lowerBound - range.lowerBound..<part.upperBound - range.lowerBound])
    }

    /// Where the byte next occurs in the file.
    func firstIndex(of byte: UInt8, from start: Int, upTo end: Int) throws(SystemCallError) -> Int? {
        var position = start
        while position < end, try load(position, count: 1, upTo: end) {
            let limit = min(range.upperBound, end)
            if let index = bytes(position..<limit).firstIndex(of: byte) { return position + index }
            position = limit
        }
        return nil
    }
}
