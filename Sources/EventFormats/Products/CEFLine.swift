/// A line of CEF taken apart: `CEF:0|vendor|product|version|class|name|severity|key=value key=value`.
struct CEFLine {
    /// The six fields behind the version, with their escapes resolved.
    private(set) var header: [Bytes] = []
    private var rest: Bytes

    /// How far into a record the header is looked for, in bytes.
    private static let limit = 1024

    init?(_ line: Bytes, _ arena: inout ByteArena) {
        guard let start = line.part(0, min(line.count, CEFLine.limit)).find("CEF:") else { return nil }
        var (fields, place, from) = ([Bytes](), start + 4, start + 4)
        while place < line.count, fields.count < 7 {
            if line[place] == UInt8(ascii: "\\") {
                place += 2
                continue
            }
            if line[place] == UInt8(ascii: "|") {
                fields.append(CEFLine.plain(line.part(from, place), &arena))
                from = place + 1
            }
            place += 1
        }
        // The last field may end with the line where nothing follows.
        if fields.count == 6 {
            fields.append(CEFLine.plain(line.from(from), &arena))
            from = line.count
        }
        guard fields.count == 7 else { return nil }
        header = Array(fields.dropFirst())
        rest = line.from(from)
    }

    /// A value may hold blanks itself: it ends before the last word that stands in front of the next `=`.
    func addFields(to set: inout FieldSet) throws(EventFormatError) {
        var key: Bytes?
        var from = 0
        var place = 0
        while place < rest.count {
            if rest[place] == UInt8(ascii: "\\") {
                place += 2
                continue
            }
            if rest[place] == UInt8(ascii: "="), let word = CEFLine.word(before: place, in: rest, from: from) {
                if let key { try set.add(key, CEFLine.plain(rest.part(from, word.lowerBound).trimmed, &set.arena)) }
                key = rest.part(word.lowerBound, word.upperBound)
                from = place + 1
            }
            place += 1
        }
        if let key { try set.add(key, CEFLine.plain(rest.from(min(from, rest.count)).trimmed, &set.arena)) }
    }

    /// The word directly before a sign, where it can be a key.
    private static func word(before sign: Int, in text: Bytes, from: Int) -> Range<Int>? {
        var start = sign
        while start > from {
            let byte = text[start - 1]
            let isKey = byte.isDigit || byte.asciiLowercase &- 0x61 < 26 || byte == 0x5f || byte == 0x2e || byte == 0x2d
            guard isKey || byte == 0x5b || byte == 0x5d else { break }
            start -= 1
        }
        guard start < sign, start == 0 || text[start - 1] <= 0x20 else { return nil }
        return start..<sign
    }

    /// Resolves `\=`, `\|`, `\\`, `\n` and `\r`.
    private static func plain(_ text: Bytes, _ arena: inout ByteArena) -> Bytes {
        guard text.contains(UInt8(ascii: "\\")) else { return text }
        let target = arena.space(text.count)
        var (written, place) = (0, 0)
        while place < text.count {
            var byte = text[place]
            if byte == UInt8(ascii: "\\"), place + 1 < text.count {
                switch text[place + 1] {
                case UInt8(ascii: "n"): (byte, place) = (0x0a, place + 1)
                case UInt8(ascii: "r"): (byte, place) = (0x0d, place + 1)
                case UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: "\\"): (byte, place) = (text[place + 1], place + 1)
                default: break
                }
            }
            target[written] = byte
            written += 1
            place += 1
        }
        return arena.keep(written)
    }
}
