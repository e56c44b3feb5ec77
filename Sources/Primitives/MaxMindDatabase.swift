public import struct Foundation.Data

/// A database of networks in MaxMind's format, version 2: a binary tree over the bits of an address, whose leaves point to what is
/// known of a network (https://maxmind.github.io/MaxMind-DB/). Whatever a file says, nothing outside of it is read.
public struct MaxMindDatabase: Sendable {
    /// Why a file is no such database.
    public struct Fault: Error, Hashable, CustomStringConvertible {
        public var description: String

        init(_ description: String) { self.description = description }
    }

    /// What the file says of itself: `City` in it has countries, cities and coordinates.
    public let type: String
    private let bytes: Data
    private let nodes: Int
    private let bytesOfNode: Int
    private let isIPv6: Bool
    /// Where the data begins.
    private let data: Int

    private static let mark = Data([0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8))
    /// The last bytes of a file, in which its description stands.
    private static let descriptionSize = 128 << 10

    /// - Parameter file: all of it; pages of a mapped file are read as they are asked for.
    public init(_ file: Data) throws(Fault) {
        let bytes = file.startIndex == 0 ? file : Data(file)
        let tail = max(0, bytes.count - MaxMindDatabase.descriptionSize)..<bytes.count
        guard let mark = bytes.range(of: MaxMindDatabase.mark, options: .backwards, in: tail) else {
            throw Fault("it is no database in MaxMind's format")
        }
        var reader = MaxMindReader(bytes, from: mark.upperBound)
        let facts = try reader.value(at: mark.upperBound).value
        guard let nodes = facts["node_count"]?.integer, let size = facts["record_size"]?.integer,
            let version = facts["ip_version"]?.integer, [24, 28, 32].contains(size), [4, 6].contains(version), nodes > 0,
            facts["binary_format_major_version"]?.integer == 2
        else { throw Fault("its description is not that of version 2 of MaxMind's format") }
        let bytesOfNode = Int(size) / 4
        let (treeSize, overflow) = Int(nodes).multipliedReportingOverflow(by: bytesOfNode)
        guard !overflow, treeSize <= mark.lowerBound - MaxMindDatabase.gap else { throw Fault("it is cut off") }
        type = facts["database_type"]?.string ?? ""
        (self.bytes, self.nodes, self.bytesOfNode, isIPv6) = (bytes, Int(nodes), bytesOfNode, version == 6)
        data = treeSize + MaxMindDatabase.gap
    }

    /// Zero bytes between the tree and the data.
    private static let gap = 16

    /// What is known of the network that an address belongs to; `nil` for nothing.
    public func record(of address: IPAddress) throws(Fault) -> JSONValue? {
        guard isIPv6 || address.isIPv4 else { return nil }
        let bits = (isIPv6 && address.isIPv4 ? [UInt8](repeating: 0, count: 12) : []) + address.bytes
        var node = 0
        for bit in 0..<bits.count * 8 {
            node = record(of: node, isRight: bits[bit / 8] >> (7 - bit % 8) & 1 == 1)
            if node >= nodes { break }
        }
        guard node > nodes else { return nil }
        var reader = MaxMindReader(bytes, from: data)
        return try reader.value(at: data + node - nodes - MaxMindDatabase.gap).value
    }

    /// One of a node's two records: the number of a node, or of nodes and more.
    private func record(of node: Int, isRight: Bool) -> Int {
        let start = node * bytesOfNode
        func number(_ offsets: Range<Int>) -> Int { offsets.reduce(0) { $0 << 8 | Int(bytes[start + $1]) } }
        switch bytesOfNode {
        case 6: return number(isRight ? 3..<6 : 0..<3)
        case 8: return number(isRight ? 4..<8 : 0..<4)
        // 28 bits: the middle byte has the highest four of both.
        default: return isRight ? (number(3..<4) & 0xf) << 24 | number(4..<7) : (number(3..<4) >> 4) << 24 | number(0..<3)
        }
    }
}

/// Reads the values of the format's data.
struct MaxMindReader {
    private static let deepest = 32
    /// Values of one record; those that stand in many places by pointers count as often.
    private static let most = 10_000

    private let bytes: Data
    /// What pointers count from.
    private let base: Int
    private var count = 0

    init(_ bytes: Data, from base: Int) { (self.bytes, self.base) = (bytes, base) }

    /// The value at a place, and where the next one stands.
    mutating func value(at place: Int, depth: Int = 0) throws(MaxMindDatabase.Fault) -> (value: JSONValue, next: Int) {
        count += 1
        guard count <= MaxMindReader.most, depth <= MaxMindReader.deepest else { throw .init("a record of it is too large") }
        var next = place
        let control = try number(&next, 1)
        var type = control >> 5
        if type == 1 { return (try value(at: try pointer(control, &next), depth: depth + 1).value, next) }
        if type == 0 { type = try number(&next, 1) + 7 }
        let size = try size(control & 0x1f, &next)
        switch type {
        case 2: return (.string(String(decoding: try slice(&next, size), as: UTF8.self)), next)
        case 3 where size == 8: return (.number(Double(bitPattern: try bits(&next, 8))), next)
        case 15 where size == 4: return (.number(Double(Float(bitPattern: UInt32(try bits(&next, 4))))), next)
        case 5, 6,
            9 where size <= 8:
            return (.integer(Int64(truncatingIfNeeded: try bits(&next, size))), next)
        case 8 where size <= 4: return (.integer(Int64(Int32(truncatingIfNeeded: try bits(&next, size)))), next)
        // Bytes, and numbers of 128 bits: nothing that is asked for has them.
        case 4, 10: return (.null, try slice(&next, size).endIndex)
        case 7: return try members(size, next, depth)
        case 11: return try elements(size, next, depth)
        case 14: return (.bool(size != 0), next)
        default: throw .init("a record of it has a value of an unknown kind")
        }
    }

    private mutating func members(_ size: Int, _ start: Int, _ depth: Int) throws(MaxMindDatabase.Fault) -> (JSONValue, Int) {
        var (members, next): ([JSONObject.Member], Int) = ([], start)
        for _ in 0..<size {
            let name = try value(at: next, depth: depth + 1)
            let inner = try value(at: name.next, depth: depth + 1)
            members.append(.init(name: name.value.string ?? "", value: inner.value))
            next = inner.next
        }
        return (.object(JSONObject(members)), next)
    }

    private mutating func elements(_ size: Int, _ start: Int, _ depth: Int) throws(MaxMindDatabase.Fault) -> (JSONValue, Int) {
        var (elements, next): ([JSONValue], Int) = ([], start)
        for _ in 0..<size {
            let inner = try value(at: next, depth: depth + 1)
            elements.append(inner.value)
            next = inner.next
        }
        return (.array(elements), next)
    }

    private func pointer(_ control: Int, _ next: inout Int) throws(MaxMindDatabase.Fault) -> Int {
        let high = control & 7
        switch control >> 3 & 3 {
        case 0: return base + (high << 8 | (try number(&next, 1)))
        case 1: return base + (high << 16 | (try number(&next, 2))) + 2048
        case 2: return base + (high << 24 | (try number(&next, 3))) + 526_336
        default: return base + (try number(&next, 4))
        }
    }

    private func size(_ short: Int, _ next: inout Int) throws(MaxMindDatabase.Fault) -> Int {
        switch short {
        case 29: return 29 + (try number(&next, 1))
        case 30: return 285 + (try number(&next, 2))
        case 31: return 65_821 + (try number(&next, 3))
        default: return short
        }
    }

    private func number(_ next: inout Int, _ size: Int) throws(MaxMindDatabase.Fault) -> Int {
        Int(truncatingIfNeeded: try bits(&next, size))
    }

    private func bits(_ next: inout Int, _ size: Int) throws(MaxMindDatabase.Fault) -> UInt64 {
        guard size <= 8 else { throw .init("a record of it has a number that is too large") }
        return try slice(&next, size).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func slice(_ next: inout Int, _ size: Int) throws(MaxMindDatabase.Fault) -> Data {
        guard next >= 0, next <= bytes.count, size <= bytes.count - next else { throw .init("a record of it is cut off") }
        defer { next += size }
        return bytes[next..<next + size]
    }
}
