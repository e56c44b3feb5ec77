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

    static func escaped(_ text: String) -> String {
        var escaped: [UInt8] = []
        escape(DirectionMarks.shown(text), into: &escaped)
        return String(decoding: escaped, as: UTF8.self)
    }

    /// Characters that mean something in markup become references; control characters, which XML forbids, a sign for them.
    static func escape(_ text: String, into escaped: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for (place, byte) in bytes.enumerated() {
                guard let reference = reference(for: byte) else { continue }
                escaped += bytes[start..<place]
                escaped += reference.utf8
                start = place + 1
            }
            escaped += bytes[start...]
        }
    }

    private static func reference(for byte: UInt8) -> String? {
        switch byte {
        case 0x26: "&amp;"
        case 0x3c: "&lt;"
        case 0x3e: "&gt;"
        case 0x22: "&quot;"
        case 0x27: "&#39;"
        case 0..<0x20 where byte != 0x09 && byte != 0x0a && byte != 0x0d: "\u{fffd}"
        default: nil
        }
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
