/// Memory for the bytes that a record does not have in place: texts without their escapes, names that are put together.
/// Nothing moves once it was written, so that fields can point there until the record is done.
struct ByteArena: ~Copyable {
    private static let smallestBlock = 4096

    private var block: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var used = 0
    private var full: [UnsafeMutablePointer<UInt8>] = []

    init(capacity: Int) {
        self.capacity = max(capacity, ByteArena.smallestBlock)
        block = .allocate(capacity: self.capacity)
    }

    deinit {
        block.deallocate()
        for block in full { block.deallocate() }
    }

    /// A place for up to so many bytes; `keep` says how many of them were written.
    mutating func space(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        if count > capacity - used {
            full.append(block)
            capacity = max(count, ByteArena.smallestBlock)
            block = .allocate(capacity: capacity)
            used = 0
        }
        return block + used
    }

    mutating func keep(_ count: Int) -> Bytes {
        defer { used += count }
        return Bytes(start: block + used, count: count)
    }

    /// Copies bytes that would not last.
    mutating func store(_ bytes: some Collection<UInt8>) -> Bytes {
        let target = space(bytes.count)
        var count = 0
        for byte in bytes {
            target[count] = byte
            count += 1
        }
        return keep(count)
    }

    /// Up to three texts as one.
    mutating func join(_ first: Bytes, _ second: Bytes, _ third: Bytes = Bytes(start: nil, count: 0)) -> Bytes {
        let count = first.count + second.count + third.count
        let target = space(count)
        if let base = first.baseAddress { target.update(from: base, count: first.count) }
        if let base = second.baseAddress { (target + first.count).update(from: base, count: second.count) }
        if let base = third.baseAddress { (target + first.count + second.count).update(from: base, count: third.count) }
        return keep(count)
    }

    mutating func lowercase(_ bytes: Bytes) -> Bytes {
        let target = space(bytes.count)
        for index in 0..<bytes.count { target[index] = bytes[index].asciiLowercase }
        return keep(bytes.count)
    }
}
