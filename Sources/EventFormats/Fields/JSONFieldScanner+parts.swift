internal import Primitives

/// The parts of a value that was kept as JSON.
extension JSONFieldScanner {
    /// The values of an array, each as JSON.
    static func elements(of array: Bytes) throws(EventFormatError) -> [Bytes] {
        var scanner = JSONFieldScanner(bytes: array, position: 0)
        var elements: [Bytes] = []
        try scanner.expect("[")
        if scanner.passes("]") { return [] }
        while true {
            scanner.skipWhiteSpace()
            let start = scanner.position
            try scanner.skip(depth: 1)
            elements.append(array.part(start, scanner.position))
            if scanner.passes("]") { return elements }
            try scanner.expect(",")
        }
    }

    /// The members of an object, each with its value as JSON; `nil` for what is no object.
    static func members(of object: Bytes, _ arena: inout ByteArena) -> [(name: Bytes, value: Bytes)]? {
        var scanner = JSONFieldScanner(bytes: object, position: 0)
        do throws(EventFormatError) {
            let members = try scanner.members(&arena)
            scanner.skipWhiteSpace()
            return scanner.position == object.count ? members : nil
        } catch {
            return nil
        }
    }

    private mutating func members(_ arena: inout ByteArena) throws(EventFormatError) -> [(name: Bytes, value: Bytes)] {
        var members: [(name: Bytes, value: Bytes)] = []
        try expect("{")
        if passes("}") { return [] }
        while true {
            try expect("\"")
            let name = try string(&arena)
            try expect(":")
            skipWhiteSpace()
            let start = position
            try skip(depth: 1)
            members.append((name, bytes.part(start, position)))
            if passes("}") { return members }
            try expect(",")
        }
    }

    /// What a value that is JSON says as text: a string without its quotes and escapes, anything else as it is.
    static func plain(_ value: Bytes, _ arena: inout ByteArena) -> Bytes {
        guard value.first == UInt8(ascii: "\"") else { return value }
        var scanner = JSONFieldScanner(bytes: value, position: 1)
        do throws(EventFormatError) { return try scanner.string(&arena) } catch { return value }
    }

    /// Whether a text is a number of JSON's, whole.
    static func isNumber(_ text: Bytes) -> Bool {
        var scanner = JSONFieldScanner(bytes: text, position: 0)
        guard let first = text.first, first == UInt8(ascii: "-") || first.isDigit else { return false }
        do throws(EventFormatError) { _ = try scanner.scalar() } catch { return false }
        return scanner.position == text.count
    }

    /// What a member of an object says; `nil` where there is none of the name, or null.
    static func member(_ name: StaticString, of object: Bytes, _ arena: inout ByteArena) -> Bytes? {
        guard let value = members(of: object, &arena)?.first(where: { $0.name.equals(name) })?.value, !value.equals("null") else {
            return nil
        }
        return plain(value, &arena)
    }
}
