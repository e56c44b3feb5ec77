internal import Primitives

/// A document of the Elastic Common Schema. A field `a.b.c` may stand in nested objects, under its whole dotted name,
/// or in any mixture of both, and its value may be wrapped in a list.
///
/// One walk notes every field under a hash of its dotted name, so that the many fields that an alert may have cost
/// nothing where they are missing. Two names with one hash would give one field the other's value, out of the same
/// document: nobody gains by making such names.
struct ECSDocument {
    private var fields: [UInt64: JSONView] = [:]

    init(_ root: JSONView) {
        fields.reserveCapacity(128)
        note(root, under: ECSDocument.start)
    }

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    /// FNV-1a, one name after the other with a dot between.
    private static func hash(_ name: String, after prefix: UInt64) -> UInt64 {
        var hash = prefix
        if hash != start { hash = (hash ^ UInt64(UInt8(ascii: "."))) &* 0x0000_0100_0000_01b3 }
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash
    }

    private mutating func note(_ view: JSONView, under prefix: UInt64) {
        for (name, value) in view.members where !value.isNull {
            let hash = ECSDocument.hash(name, after: prefix)
            if fields[hash] == nil { fields[hash] = value }
            if value.isObject { note(value, under: hash) }
        }
    }

    /// The field of this dotted name; `nil` where it is missing or null.
    func field(_ name: String) -> JSONView? {
        fields[ECSDocument.hash(name, after: ECSDocument.start)]
    }

    func text(_ name: String) -> String {
        field(name)?.leadingText ?? ""
    }

    /// The text of the first of these fields that has one.
    func firstText(of names: [String]) -> String {
        names.lazy.map(text).first { !$0.isEmpty } ?? ""
    }

    func texts(_ name: String) -> [String] {
        guard let field = field(name) else { return [] }
        return (field.isArray ? field.elements.map(\.leadingText) : [field.leadingText]).filter { !$0.isEmpty }
    }

    func list(_ name: String) -> [JSONView] {
        guard let field = field(name) else { return [] }
        return field.isObject ? [field] : field.elements
    }

    func time(_ name: String) -> TimeField {
        TimeField(name, field(name))
    }
}
