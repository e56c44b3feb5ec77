internal import Primitives

/// Reads a JSON object into fields in one pass over its bytes, strictly by the grammar of RFC 8259.
///
/// Objects inside it are opened or kept as the format's names say (`FieldNames.Nesting`); arrays are values as JSON.
struct JSONFieldScanner {
    let bytes: Bytes
    var position: Int

    /// How the members of an object get their names.
    private struct Surroundings {
        var path: Bytes?
        var nesting: FieldNames.Nesting
        var isInside: Bool
    }

    /// Reads the object that fills the bytes but for white space around it.
    static func scan(_ bytes: Bytes, into set: inout FieldSet) throws(EventFormatError) {
        var scanner = JSONFieldScanner(bytes: bytes, position: 0)
        scanner.skipWhiteSpace()
        guard scanner.peek == UInt8(ascii: "{") else {
            throw EventFormatError(noObject: Array(bytes))
        }
        try scanner.object(Surroundings(path: nil, nesting: .path, isInside: false), depth: 0, into: &set)
        scanner.skipWhiteSpace()
        guard scanner.position == bytes.count else { throw .notJSON(scanner.failure(.trailingContent)) }
    }

    func failure(_ kind: JSONError.Kind) -> JSONError { JSONError(kind, at: position) }

    /// The next byte; zero, which no value begins with, at the end.
    @inline(__always)
    var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

    @inline(__always)
    mutating func skipWhiteSpace() {
        while position < bytes.count, bytes[position] <= 0x20 {
            switch bytes[position] {
            case 0x20, 0x0a, 0x0d, 0x09: position += 1
            default: return
            }
        }
    }

    @inline(__always)
    mutating func expect(_ byte: Unicode.Scalar) throws(EventFormatError) {
        skipWhiteSpace()
        guard position < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
        guard bytes[position] == UInt8(truncatingIfNeeded: byte.value) else {
            throw .notJSON(failure(.unexpectedByte(bytes[position])))
        }
        position += 1
    }

    /// Passes the bracket that closes where it is next.
    @inline(__always)
    mutating func passes(_ bracket: Unicode.Scalar) -> Bool {
        skipWhiteSpace()
        guard peek == UInt8(truncatingIfNeeded: bracket.value) else { return false }
        position += 1
        return true
    }

    private mutating func object(
        _ surroundings: Surroundings, depth: Int, into set: inout FieldSet
    ) throws(EventFormatError) {
        guard depth < JSONDocument.maximumDepth else { throw .notJSON(failure(.tooDeep(limit: JSONDocument.maximumDepth))) }
        try expect("{")
        if passes("}") { return }
        while true {
            try expect("\"")
            let name = try string(&set.arena)
            try expect(":")
            skipWhiteSpace()
            try member(name, surroundings, depth: depth, into: &set)
            if passes("}") { return }
            try expect(",")
        }
    }

    private mutating func member(
        _ name: Bytes, _ surroundings: Surroundings, depth: Int, into set: inout FieldSet
    ) throws(EventFormatError) {
        let name = JSONFieldScanner.name(name, in: surroundings, &set.arena)
        let slot = set.names.slot(of: name)
        var field = Field(name: name, value: name, kind: .text, slot: slot, isInside: surroundings.isInside)
        switch peek {
        case UInt8(ascii: "\""):
            position += 1
            field.value = try string(&set.arena)
            if try openText(field, depth: depth, into: &set) { return }
        case UInt8(ascii: "{"):
            var nesting = set.names.nesting(slot)
            if slot < 0, surroundings.nesting == .bare { nesting = .bare }
            guard nesting == .keep else {
                let path = nesting == .same ? surroundings.path : name
                let inner = nesting == .same ? surroundings.nesting : nesting
                let isInside = surroundings.isInside || nesting == .bare || nesting == .capitalised
                try object(Surroundings(path: path, nesting: inner, isInside: isInside), depth: depth + 1, into: &set)
                return
            }
            fallthrough
        case UInt8(ascii: "["):
            field.kind = .json
            field.value = try skipped(depth: depth)
        default:
            (field.value, field.kind) = try scalar()
        }
        try set.add(field)
    }

    /// Some shippers write the object with an event's data as a text.
    /// - Returns: whether the field was one, and its members are fields now.
    private func openText(_ field: Field, depth: Int, into set: inout FieldSet) throws(EventFormatError) -> Bool {
        guard field.slot >= 0, set.names.nesting(field.slot) == .bare, field.value.first == UInt8(ascii: "{"),
            (try? JSONDocument(parsing: Array(field.value))) != nil
        else { return false }
        var inner = JSONFieldScanner(bytes: field.value, position: 0)
        try inner.object(Surroundings(path: field.name, nesting: .bare, isInside: true), depth: depth + 1, into: &set)
        return true
    }

    private static func name(_ name: Bytes, in surroundings: Surroundings, _ arena: inout ByteArena) -> Bytes {
        switch surroundings.nesting {
        case .path:
            // The marks of attributes and texts of XML in JSON are transparent.
            guard let path = surroundings.path, !name.equals("#attributes") else { return surroundings.path ?? name }
            return arena.join(path, Bytes("."), name)
        case .capitalised:
            guard let first = name.first, first.asciiUppercase != first else { return name }
            let own = arena.store(name)
            UnsafeMutablePointer(mutating: own.baseAddress)?.pointee = first.asciiUppercase
            return own
        default: return name
        }
    }

    /// Passes an object or array, and answers its text.
    private mutating func skipped(depth: Int) throws(EventFormatError) -> Bytes {
        let start = position
        try skip(depth: depth)
        return bytes.part(start, position)
    }
}
