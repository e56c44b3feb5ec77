/// JSON written into a buffer of bytes.
enum JSONText {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Appends a text in quotes. Runs without anything to escape are copied as they are.
    static func quote(_ text: Bytes, into buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "\""))
        append(text, into: &buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    /// The same without the quotes.
    static func append(_ text: Bytes, into buffer: inout [UInt8]) {
        let scanner = JSONFieldScanner(bytes: text, position: 0)
        var place = 0
        while place < text.count {
            let run = scanner.plainRun(at: place)
            if run > 0 { buffer.append(contentsOf: text.part(place, place + run)) }
            place += run
            guard place < text.count else { return }
            escape(text[place], into: &buffer)
            place += 1
        }
    }

    private static func escape(_ byte: UInt8, into buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x0a: buffer.append(UInt8(ascii: "n"))
        case 0x0d: buffer.append(UInt8(ascii: "r"))
        case 0x09: buffer.append(UInt8(ascii: "t"))
        case 0..<0x20:
            buffer.append(contentsOf: Bytes("u00"))
            buffer.append(digits[Int(byte >> 4)])
            buffer.append(digits[Int(byte & 15)])
        default: buffer.append(byte)
        }
    }

    /// Appends `"name":value`, with a comma in front where it is not the first of its object.
    static func member(_ name: Bytes, _ field: Field, into buffer: inout [UInt8]) {
        begin(name, into: &buffer)
        if field.kind == .text { quote(field.value, into: &buffer) } else { buffer.append(contentsOf: field.value) }
    }

    /// The same with a value that is JSON.
    static func member(_ name: Bytes, json value: Bytes, into buffer: inout [UInt8]) {
        begin(name, into: &buffer)
        buffer.append(contentsOf: value)
    }

    /// The same with a text.
    static func member(_ name: Bytes, text value: Bytes, into buffer: inout [UInt8]) {
        begin(name, into: &buffer)
        quote(value, into: &buffer)
    }

    private static func begin(_ name: Bytes, into buffer: inout [UInt8]) {
        // Only the brace of the object itself is the first byte: a name or value ends otherwise.
        if buffer.count > 1 { buffer.append(UInt8(ascii: ",")) }
        quote(name, into: &buffer)
        buffer.append(UInt8(ascii: ":"))
    }
}
