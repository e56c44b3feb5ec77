/// The text that Windows renders of a security event: its title, the event's data behind labels, and what events of its number
/// mean in general.
enum SecurityMessage {
    /// The first line.
    static func title(of message: Bytes) -> Bytes {
        message.part(0, message.firstIndex { $0 == 0x0d || $0 == 0x0a } ?? message.count)
    }

    /// Whether a value stands in the text that no field has, such as the word for a number like `%%2313`. Headings and explanations
    /// are the same in every event of a number and say nothing about this one; where an event has no data of its own, they are
    /// all it says.
    static func saysMore(_ message: Bytes, than set: borrowing FieldSet) -> Bool {
        var start = title(of: message).count
        let hasData = set.fields.contains { !$0.isFrame && $0.value.saysSomething }
        while start < message.count {
            let end = message.from(start).firstIndex(of: 0x0a).map { start + $0 } ?? message.count
            let line = message.part(start, end)
            start = end + 1
            if let value = value(in: line, hasData: hasData), !isIn(set, value) { return true }
        }
        return false
    }

    /// What a line says of this event; `nil` for a heading, an explanation or nothing.
    private static func value(in line: Bytes, hasData: Bool) -> Bytes? {
        let text = line.trimmed
        guard let last = text.last, last != UInt8(ascii: ":") else { return nil }
        var value = text
        if let tab = text.lastIndex(of: 0x09) {
            value = text.from(tab + 1).trimmed
        } else if let colon = text.find(": ") {
            value = text.from(colon + 2).trimmed
        } else if line.first != 0x09, hasData {
            return nil
        }
        return value.saysSomething ? value : nil
    }

    private static func isIn(_ set: borrowing FieldSet, _ value: Bytes) -> Bool {
        for field in set.fields {
            // Fields are padded with blanks here and there, and lists stand on several lines of the text.
            if field.value.count < value.count { continue }
            if field.value.count <= value.count + 2, equals(field.value.trimmed, value) { return true }
            guard !field.isFrame, field.value.contains(0x0a) || field.value.contains(0x09) else { continue }
            if field.value.find(value) != nil { return true }
        }
        return false
    }

    /// In any case of letters: the text has `0x3E7` where the field has `0x3e7`.
    private static func equals(_ field: Bytes, _ value: Bytes) -> Bool {
        guard field.count == value.count else { return false }
        for index in 0..<field.count where field[index].asciiLowercase != value[index].asciiLowercase { return false }
        return true
    }
}
