internal import Primitives

/// Reads an event as XML, as `wevtutil` and Sysmon for Linux write it, into fields.
struct EventXML {
    private let bytes: Bytes
    private var place = 0
    private var outline = EventOutline()

    /// - Parameter bytes: the element `Event` and nothing before it but white space.
    static func read(_ bytes: Bytes, into set: inout FieldSet) throws(EventFormatError) {
        var reader = EventXML(bytes: bytes)
        while reader.place < bytes.count { try reader.piece(into: &set) }
    }

    private init(bytes: Bytes) { self.bytes = bytes }

    private func damage(_ reason: String) -> EventFormatError {
        .notOfFormat(format: "XML", reason: "\(reason) at byte \(place)")
    }

    /// Passes everything up to a sign; answers what was before it.
    private mutating func upTo(_ text: StaticString) throws(EventFormatError) -> Bytes {
        guard let end = bytes.find(text, from: place) else { throw damage("'\(text)' is missing") }
        defer { place = end + text.utf8CodeUnitCount }
        return bytes.part(place, end)
    }

    private mutating func piece(into set: inout FieldSet) throws(EventFormatError) {
        let rest = bytes.from(place)
        guard rest.first == UInt8(ascii: "<") else {
            let end = rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.count
            place += end
            let text = rest.part(0, end)
            if !text.trimmed.isEmpty { outline.add(EventXML.plain(text, &set.arena), &set.arena) }
            return
        }
        if rest.hasPrefix("<!--") {
            _ = try upTo("-->")
        } else if rest.hasPrefix("<![CDATA[") {
            place += 9
            outline.add(try upTo("]]>"), &set.arena)
        } else if rest.hasPrefix("<?") || rest.hasPrefix("<!") {
            _ = try upTo(">")
        } else if rest.hasPrefix("</") {
            _ = try upTo(">")
            try outline.close(into: &set)
        } else {
            place += 1
            try element(into: &set)
        }
    }

    private mutating func element(into set: inout FieldSet) throws(EventFormatError) {
        guard outline.open(word()) else { throw damage("elements stand inside each other too deep") }
        while true {
            while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
            guard place < bytes.count else { throw damage("an element breaks off") }
            switch bytes[place] {
            case UInt8(ascii: ">"):
                place += 1
                return
            case UInt8(ascii: "/"):
                _ = try upTo(">")
                try outline.close(into: &set)
                return
            default: try attribute(into: &set)
            }
        }
    }

    private mutating func attribute(into set: inout FieldSet) throws(EventFormatError) {
        let name = word()
        guard !name.isEmpty, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "=") else {
            throw damage("an attribute has no value")
        }
        let isDouble = bytes[place + 1] == UInt8(ascii: "\"")
        guard isDouble || bytes[place + 1] == UInt8(ascii: "'") else { throw damage("an attribute's value has no quotes") }
        place += 2
        let value = try upTo(isDouble ? "\"" : "'")
        outline.begin(attribute: name)
        outline.add(EventXML.plain(value, &set.arena), &set.arena)
    }

    private mutating func word() -> Bytes {
        let start = place
        while place < bytes.count, bytes[place] > 0x20, ![0x3c, 0x3e, 0x2f, 0x3d].contains(bytes[place]) { place += 1 }
        return bytes.part(start, place)
    }

    private static let entities: [(name: StaticString, sign: UInt8)] = [
        ("&amp;", 0x26), ("&lt;", 0x3c), ("&gt;", 0x3e), ("&quot;", 0x22), ("&apos;", 0x27),
    ]

    /// The text with its references resolved; those that mean nothing stay as they are.
    private static func plain(_ text: Bytes, _ arena: inout ByteArena) -> Bytes {
        guard text.contains(UInt8(ascii: "&")) else { return text }
        var (result, place): ([UInt8], Int) = ([], 0)
        while place < text.count {
            let rest = text.from(place)
            if rest[0] != UInt8(ascii: "&") {
                result.append(rest[0])
                place += 1
            } else if let entity = entities.first(where: { rest.hasPrefix($0.name) }) {
                result.append(entity.sign)
                place += entity.name.utf8CodeUnitCount
            } else if let (scalar, length) = numbered(rest) {
                result += UTF8.encode(scalar).map(Array.init) ?? []
                place += length
            } else {
                result.append(rest[0])
                place += 1
            }
        }
        return arena.store(result)
    }

    /// `&#10;` or `&#xA;`
    private static func numbered(_ text: Bytes) -> (Unicode.Scalar, Int)? {
        guard text.hasPrefix("&#"), let end = text.prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let isHexadecimal = end > 2 && text[2] | 0x20 == UInt8(ascii: "x")
        let digits = text.part(isHexadecimal ? 3 : 2, end).text
        guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(number) else { return nil }
        return (scalar, end + 1)
    }
}
