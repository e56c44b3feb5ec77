/// The fields of an event as the XML that Windows would have written, which many public queries take apart.
struct EventDataXML: Sendable {
    private let isFrameName: [Bool]
    /// Sysmon's own word; everywhere else a shipper's.
    private let eventType: Int

    init(_ names: FieldNames) {
        eventType = names.slot(of: "EventType") ?? -1
        let frame = Set(WindowsFields.frame.compactMap(names.slot))
        isFrameName = (0..<names.count).map(frame.contains)
    }

    /// Whether a field is none of the event's own, but of the frame that a shipper put around it.
    func isFrame(_ field: Field) -> Bool {
        if field.isInside { return false }
        if field.slot >= 0 { return isFrameName[field.slot] }
        guard let first = field.name.first else { return true }
        return first.asciiLowercase == first && !field.name.hasPrefix("param")
    }

    /// Writes all data into the scratch buffer, and marks them as used.
    /// - Parameters:
    ///   - order: the fields that come first, in this order.
    ///   - isItem: whether it stands in a `DataItem`, as the agent for the table `Event` wraps it.
    func write(_ set: inout FieldSet, order: [Int], isItem: Bool) {
        set.scratch.removeAll(keepingCapacity: true)
        if isItem { set.scratch.append(contentsOf: Bytes("<DataItem type=\"System.XmlData\">")) }
        set.scratch.append(
            contentsOf: Bytes("<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">"))
        for slot in order {
            guard let place = set.place(slot), !set.fields[place].isFrame else { continue }
            append(place, &set)
        }
        let isOrdered = !order.isEmpty
        for place in set.fields.indices where !set.fields[place].isFrame && !(isOrdered && set.fields[place].isUsed) {
            if isItem || set.fields[place].slot != eventType { append(place, &set) }
        }
        set.scratch.append(contentsOf: Bytes("</EventData>"))
        if isItem { set.scratch.append(contentsOf: Bytes("</DataItem>")) }
    }

    private func append(_ place: Int, _ set: inout FieldSet) {
        let field = set.fields[place]
        set.use(place)
        set.scratch.append(contentsOf: Bytes("<Data Name=\""))
        XMLText.append(field.name, into: &set.scratch)
        set.scratch.append(contentsOf: Bytes("\">"))
        if field.kind != .null { XMLText.append(field.value, into: &set.scratch) }
        set.scratch.append(contentsOf: Bytes("</Data>"))
    }
}

/// Text inside XML.
enum XMLText {
    /// Appends a text with what has a meaning in XML escaped. Control characters cannot stand in XML at all.
    static func append(_ text: Bytes, into buffer: inout [UInt8]) {
        var start = 0
        for place in text.indices where isSpecial[Int(text[place])] {
            if place > start { buffer.append(contentsOf: text.part(start, place)) }
            start = place + 1
            switch text[place] {
            case UInt8(ascii: "<"): buffer.append(contentsOf: Bytes("&lt;"))
            case UInt8(ascii: ">"): buffer.append(contentsOf: Bytes("&gt;"))
            case UInt8(ascii: "&"): buffer.append(contentsOf: Bytes("&amp;"))
            case UInt8(ascii: "\""): buffer.append(contentsOf: Bytes("&quot;"))
            default: buffer.append(contentsOf: Bytes("\u{fffd}"))
            }
        }
        if start < text.count { buffer.append(contentsOf: text.from(start)) }
    }

    private static let isSpecial: [Bool] = (0..<256).map { byte in
        byte < 0x20 ? byte != 0x09 && byte != 0x0a && byte != 0x0d : [0x22, 0x26, 0x3c, 0x3e].contains(byte)
    }
}
