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
        var (start, place) = (0, plainRun(text, 0))
        while place < text.count {
            if let escape = escape(text[place]) {
                if place > start { buffer.append(contentsOf: text.part(start, place)) }
                buffer.append(contentsOf: Bytes(escape))
                start = place + 1
            }
            place += 1 + plainRun(text, place + 1)
        }
        if start < text.count { buffer.append(contentsOf: text.from(start)) }
    }

    private static func escape(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case 0x09, 0x0a, 0x0d: nil
        case 0..<0x20: "\u{fffd}"
        default: nil
        }
    }

    /// How many bytes stand at a place that surely need no escape, eight at a time.
    private static func plainRun(_ text: Bytes, _ start: Int) -> Int {
        guard let base = text.baseAddress else { return 0 }
        let raw = UnsafeRawPointer(base)
        let ones: UInt64 = 0x0101_0101_0101_0101
        var place = start
        while place + 8 <= text.count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            var found = (word &- ones &* 0x20) & ~word
            for sign: UInt64 in 0..<4 {
                let other = word ^ (ones &* (0x3e3c_2622 >> (8 * sign) & 0xff))
                found |= (other &- ones) & ~other
            }
            found &= ones &* 0x80
            guard found == 0 else { return place + found.trailingZeroBitCount >> 3 - start }
            place += 8
        }
        return place - start
    }
}
