internal import Primitives

/// Reads an event in Windows' binary XML into fields. Names and templates may stand anywhere in the chunk, so every place is
/// checked, and what one event can make us read is limited.
struct BinaryXML {
    /// Tokens of one event, at most: templates that name each other would have no end.
    static let maximumTokens = 50_000
    /// Bytes of text of one event, at most.
    static let maximumText = 4 << 20
    /// Events inside events, at most.
    static let maximumDepth = 8

    let chunk: Bytes
    var place = 0
    var end = 0
    private(set) var tokens = 0
    var text = 0
    private var outline = EventOutline()

    /// A value that a template takes in.
    struct Value {
        var bytes: Range<Int>
        var type: UInt8
    }

    init(chunk: Bytes) { self.chunk = chunk }

    mutating func read(_ bytes: Range<Int>, into set: inout FieldSet) throws(EventFormatError) {
        (place, end) = (bytes.lowerBound, bytes.upperBound)
        try fragment([], depth: 0, into: &set)
    }

    func damage(_ reason: String) -> EventFormatError {
        .notOfFormat(format: "evtx", reason: "\(reason) at byte \(place) of the chunk")
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(EventFormatError) -> Number {
        guard place + MemoryLayout<Number>.size <= end, let number = chunk.number(at: place, type) else {
            throw damage("the event breaks off")
        }
        place += MemoryLayout<Number>.size
        return number
    }

    /// Tokens up to the end of the fragment.
    mutating func fragment(_ values: [Value], depth: Int, into set: inout FieldSet) throws(EventFormatError) {
        guard depth < BinaryXML.maximumDepth else { throw damage("events stand inside each other too deep") }
        while place < end {
            tokens += 1
            guard tokens <= BinaryXML.maximumTokens else { throw damage("the event has too many tokens") }
            let token = try number(UInt8.self)
            // The sixth bit says that more of the same follows.
            switch token & ~0x40 {
            case 0x00: return
            case 0x01: try open(hasAttributes: token & 0x40 != 0, &set)
            case 0x02: break
            case 0x03, 0x04: try outline.close(into: &set)
            case 0x05: try value(&set)
            case 0x06: outline.begin(attribute: try name(&set))
            case 0x07, 0x0b: outline.add(try characters(&set), &set.arena)
            case 0x08: outline.add(try reference(&set), &set.arena)
            case 0x09: outline.add(BinaryXML.entity(try name(&set)), &set.arena)
            case 0x0a: _ = try name(&set)
            case 0x0c: try template(depth: depth, &set)
            case 0x0d, 0x0e: try substitution(values, depth: depth, &set)
            case 0x0f: place += 3
            default: throw damage("the token \(token) is none")
            }
        }
    }

    private mutating func open(hasAttributes: Bool, _ set: inout FieldSet) throws(EventFormatError) {
        _ = try number(UInt16.self)
        _ = try number(UInt32.self)
        let name = try name(&set)
        if hasAttributes { _ = try number(UInt32.self) }
        guard outline.open(name) else { throw damage("elements stand inside each other too deep") }
    }

    /// A name: its place in the chunk, which may be right here.
    private mutating func name(_ set: inout FieldSet) throws(EventFormatError) -> Bytes {
        let offset = Int(try number(UInt32.self))
        guard let count = chunk.number(at: offset + 6, UInt16.self).map(Int.init), offset + 8 + 2 * count <= chunk.count else {
            throw damage("a name lies outside")
        }
        if offset == place { place += 10 + 2 * count }
        return try utf8(offset + 8..<offset + 8 + 2 * count, &set)
    }

    private mutating func characters(_ set: inout FieldSet) throws(EventFormatError) -> Bytes {
        let count = 2 * Int(try number(UInt16.self))
        guard place + count <= end else { throw damage("a text breaks off") }
        defer { place += count }
        return try utf8(place..<place + count, &set)
    }

    private mutating func value(_ set: inout FieldSet) throws(EventFormatError) {
        guard try number(UInt8.self) == 1 else { throw damage("a value is no text") }
        outline.add(try characters(&set), &set.arena)
    }

    private mutating func reference(_ set: inout FieldSet) throws(EventFormatError) -> Bytes {
        let unit = try number(UInt16.self)
        return set.arena.store(String(decoding: [unit], as: UTF16.self).utf8)
    }

    private static func entity(_ name: Bytes) -> Bytes {
        switch name {
        case _ where name.equals("amp"): Bytes("&")
        case _ where name.equals("lt"): Bytes("<")
        case _ where name.equals("gt"): Bytes(">")
        case _ where name.equals("quot"): Bytes("\"")
        case _ where name.equals("apos"): Bytes("'")
        default: name
        }
    }

    private mutating func template(depth: Int, _ set: inout FieldSet) throws(EventFormatError) {
        _ = try number(UInt8.self)
        _ = try number(UInt32.self)
        let offset = Int(try number(UInt32.self))
        guard let size = chunk.number(at: offset + 20, UInt32.self).map(Int.init), offset + 24 + size <= chunk.count else {
            throw damage("a template lies outside")
        }
        if offset == place { place += 24 + size }
        let values = try values()
        let (after, outer) = (place, end)
        (place, end) = (offset + 24, offset + 24 + size)
        try fragment(values, depth: depth + 1, into: &set)
        (place, end) = (after, outer)
    }

    private mutating func values() throws(EventFormatError) -> [Value] {
        let count = Int(try number(UInt32.self))
        guard count <= (end - place) / 4 else { throw damage("a template has more values than bytes") }
        var values: [Value] = []
        var start = place + 4 * count
        for _ in 0..<count {
            let size = Int(try number(UInt16.self))
            values.append(Value(bytes: start..<start + size, type: try number(UInt8.self)))
            _ = try number(UInt8.self)
            start += size
        }
        guard start <= end else { throw damage("a template's values break off") }
        place = start
        return values
    }

    private mutating func substitution(_ values: [Value], depth: Int, _ set: inout FieldSet) throws(EventFormatError) {
        let index = Int(try number(UInt16.self))
        _ = try number(UInt8.self)
        guard index < values.count else { throw damage("a template asks for a value that is not there") }
        let value = values[index]
        if value.type == 0x21 {
            let (after, outer) = (place, end)
            (place, end) = (value.bytes.lowerBound, value.bytes.upperBound)
            try fragment([], depth: depth + 1, into: &set)
            (place, end) = (after, outer)
        } else if value.type == 0 || value.bytes.isEmpty {
            outline.addNothing()
        } else {
            outline.add(try rendered(value, &set), &set.arena)
        }
    }
}
