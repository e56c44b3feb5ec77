/// Markup that is well formed by the way it is written: text and attributes are escaped, always.
struct Markup {
    private(set) var text = ""

    mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)] = []) {
        text += "<\(name)"
        for (attribute, value) in attributes { text += " \(attribute)=\"\(Markup.escaped(value))\"" }
        text += ">"
    }

    mutating func close(_ name: StaticString) { text += "</\(name)>" }

    /// Markup that a template of ours made.
    mutating func append(made markup: String) { text += markup }

    /// An element with nothing but text in it.
    mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)], text content: String = "") {
        open(name, attributes)
        text += Markup.escaped(content)
        close(name)
    }

    /// Characters that mean something in markup become references; control characters, which XML forbids, a sign for them.
    static func escaped(_ text: String) -> String {
        let text = DirectionMarks.shown(text)
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 0x26: escaped += "&amp;".utf8
            case 0x3c: escaped += "&lt;".utf8
            case 0x3e: escaped += "&gt;".utf8
            case 0x22: escaped += "&quot;".utf8
            case 0x27: escaped += "&#39;".utf8
            case 0..<0x20 where byte != 0x09 && byte != 0x0a: escaped += "\u{fffd}".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}

extension String {
    /// The text with its middle left out where it is longer; both ends tell paths, hashes and names apart.
    func middleTruncated(to length: Int) -> String {
        guard count > length, length > 2 else { return self }
        let head = (length - 1) * 2 / 3
        return "\(prefix(head))…\(suffix(length - 1 - head))"
    }
}
