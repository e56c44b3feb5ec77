/// One value inside a `JSONDocument`.
public struct JSONView: Sendable {
    let document: JSONDocument
    let index: Int

    var node: JSONDocument.Node { document.nodes[index] }

    public var isNull: Bool { node.kind == .null }
    public var isObject: Bool { node.kind == .object }
    public var isArray: Bool { node.kind == .array }

    /// The member with this name; `nil` where there is none or this is no object. A repeated name gives its first value.
    public subscript(key: StaticString) -> JSONView? {
        key.withUTF8Buffer { member(named: $0) }
    }

    /// The same for a name known only at run time.
    public subscript(name name: String) -> JSONView? {
        var name = name
        return name.withUTF8 { member(named: $0) }
    }

    private func member(named name: UnsafeBufferPointer<UInt8>) -> JSONView? {
        guard node.kind == .object else { return nil }
        var child = index + 1
        let end = Int(node.next)
        while child < end {
            if isName(document.nodes[child], name) { return JSONView(document: document, index: child + 1) }
            child = Int(document.nodes[child + 1].next)
        }
        return nil
    }

    private func isName(_ key: JSONDocument.Node, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if key.kind == .escapedString {
            return document.unescaped(key).utf8.elementsEqual(name)
        }
        let count = Int(key.end - key.start)
        guard count == name.count else { return false }
        let start = Int(key.start)
        return document.bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<count where bytes[start + offset] != name[offset] { return false }
            return true
        }
    }

    /// The text of a string.
    public var string: String? {
        switch node.kind {
        case .string: document.text(node)
        case .escapedString: document.unescaped(node)
        default: nil
        }
    }

    /// The text of any scalar: a string as it is, a number and a truth value as they were written. A field that holds a
    /// number where a product's documentation says string is then still read.
    public var text: String? {
        switch node.kind {
        case .number, .true, .false: document.text(node)
        default: string
        }
    }

    /// A whole number, also one written as a string (`"15"`) or with a fraction of zero (`15.0`).
    public var integer: Int64? {
        guard let text else { return nil }
        if let whole = Int64(text) { return whole }
        guard let number = Double(text), number.rounded() == number else { return nil }
        return Int64(exactly: number)
    }

    /// A finite number, also one written as a string.
    public var number: Double? {
        guard node.kind != .true, node.kind != .false, let text, let number = Double(text), number.isFinite else {
            return nil
        }
        return number
    }

    public var bool: Bool? {
        switch node.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// A time written as text (see `Timestamp.init(_:)`).
    public var timestamp: Timestamp? {
        guard node.kind == .string else { return nil }
        return document.bytes.withUnsafeBufferPointer { bytes in
            Timestamp(utf8: UnsafeBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)]))
        }
    }

    /// The values of an array; empty for anything else.
    public var elements: [JSONView] {
        guard node.kind == .array else { return [] }
        var views: [JSONView] = []
        var child = index + 1
        while child < Int(node.next) {
            views.append(JSONView(document: document, index: child))
            child = Int(document.nodes[child].next)
        }
        return views
    }

    /// The members of an object in their order; empty for anything else.
    public var members: [(name: String, value: JSONView)] {
        guard node.kind == .object else { return [] }
        var members: [(name: String, value: JSONView)] = []
        var child = index + 1
        while child < Int(node.next) {
            let name = JSONView(document: document, index: child).string ?? ""
            members.append((name, JSONView(document: document, index: child + 1)))
            child = Int(document.nodes[child + 1].next)
        }
        return members
    }

    /// Hands over the values of an array in their order; none for anything else.
    public func forEachElement(_ body: (JSONView) -> Void) {
        guard node.kind == .array else { return }
        var child = index + 1
        while child < Int(node.next) {
            body(JSONView(document: document, index: child))
            child = Int(document.nodes[child].next)
        }
    }

    /// Hands over the members of an object in their order; none for anything else.
    public func forEachMember(_ body: (_ name: String, _ value: JSONView) -> Void) {
        guard node.kind == .object else { return }
        var child = index + 1
        while child < Int(node.next) {
            body(JSONView(document: document, index: child).string ?? "", JSONView(document: document, index: child + 1))
            child = Int(document.nodes[child + 1].next)
        }
    }

    /// The last member with a name, which is the one that counts where a name is repeated; `nil` where there is none.
    public func lastMember(named name: String) -> JSONView? {
        guard node.kind == .object else { return nil }
        var name = name
        return name.withUTF8 { name in
            var (child, found) = (index + 1, nil as JSONView?)
            while child < Int(node.next) {
                if isName(document.nodes[child], name) { found = JSONView(document: document, index: child + 1) }
                child = Int(document.nodes[child + 1].next)
            }
            return found
        }
    }

    /// Where the value stands in the bytes that were parsed; a string without its quotes.
    public var byteRange: Range<Int> { Int(node.start)..<Int(node.end) }

    /// The value as a tree of its own.
    public var value: JSONValue {
        switch node.kind {
        case .null: .null
        case .true: .bool(true)
        case .false: .bool(false)
        case .number: JSONValue(number: document.text(node))
        case .string, .escapedString: .string(string ?? "")
        case .array: .array(elements.map(\.value))
        case .object: .object(JSONObject(members.map { JSONObject.Member(name: $0.name, value: $0.value.value) }))
        }
    }
}

extension JSONDocument {
    func text(_ node: Node) -> String {
        JSONDocument.safeText(bytes[Int(node.start)..<Int(node.end)])
    }

    /// Resolves escapes. A surrogate without its other half becomes U+FFFD.
    func unescaped(_ node: Node) -> String {
        var result: [UInt8] = []
        var units: [UInt16] = []
        var position = Int(node.start)
        func flush() {
            guard !units.isEmpty else { return }
            result.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
            units.removeAll(keepingCapacity: true)
        }
        while position < Int(node.end) {
            guard bytes[position] == UInt8(ascii: "\\") else {
                flush()
                result.append(bytes[position])
                position += 1
                continue
            }
            let escape = bytes[position + 1]
            if escape == UInt8(ascii: "u") {
                units.append(bytes[(position + 2)..<(position + 6)].reduce(0) { $0 << 4 | UInt16(hexadecimalDigit($1) ?? 0) })
                position += 6
            } else {
                flush()
                result.append(JSONDocument.simpleEscape(escape))
                position += 2
            }
        }
        flush()
        return JSONDocument.safeText(result[...])
    }

    private static func safeText(_ bytes: ArraySlice<UInt8>) -> String {
        StreamSafe.bytes(bytes).map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: bytes, as: UTF8.self)
    }

    private static func simpleEscape(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0c
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "t"): 0x09
        default: byte
        }
    }
}
