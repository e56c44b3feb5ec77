/// Follows the elements of an event, and makes a field of each that holds a text: of `System` by its name and that of the
/// attribute, of `EventData` by what `Data` is called, of anything else by its own name.
struct EventOutline {
    /// Elements inside each other, at most.
    static let maximumDepth = 32

    private struct Element {
        var name: Bytes
        /// What the attribute `Name` calls it.
        var title: Bytes?
        var text: Bytes?
        var hasChildren = false
    }

    private var elements: [Element] = []
    private var attribute: Bytes?
    private var attributes: [(name: Bytes, value: Bytes)] = []
    private var unnamed = 0

    /// - Returns: whether there was room for it.
    mutating func open(_ name: Bytes) -> Bool {
        guard elements.count < EventOutline.maximumDepth else { return false }
        if !elements.isEmpty { elements[elements.count - 1].hasChildren = true }
        elements.append(Element(name: name))
        attribute = nil
        return true
    }

    mutating func begin(attribute name: Bytes) { attribute = name }

    /// A piece of text, of the attribute that was begun or of the element.
    mutating func add(_ text: Bytes, _ arena: inout ByteArena) {
        guard !elements.isEmpty else { return }
        if let name = attribute {
            attribute = nil
            if name.equals("Name"), elements.count > 2, !isSystem { elements[elements.count - 1].title = text }
            if isSystem, elements.count > 2 { attributes.append((name, text)) }
        } else {
            let before = elements[elements.count - 1].text
            elements[elements.count - 1].text = before.map { arena.join($0, text) } ?? text
        }
    }

    /// A value that is not there: an attribute without one is no attribute, an element without one is an empty one.
    mutating func addNothing() { attribute = nil }

    private var isSystem: Bool { elements.count > 1 && elements[1].name.equals("System") }

    /// Ends the innermost element.
    mutating func close(into set: inout FieldSet) throws(EventFormatError) {
        guard let element = elements.last else { return }
        let isInSystem = isSystem
        elements.removeLast()
        attribute = nil
        defer { attributes.removeAll(keepingCapacity: true) }
        guard elements.count > 1 else { return }
        if isInSystem {
            for attribute in attributes {
                try set.add(set.arena.join(element.name, Bytes("."), attribute.name), attribute.value)
            }
            if let text = element.text { try set.add(element.name, text) }
            return
        }
        guard !element.hasChildren else { return }
        var name = element.title ?? element.name
        if element.title == nil, name.equals("Data") {
            unnamed += 1
            name = set.arena.store("param\(unnamed)".utf8)
        }
        try set.add(name, element.text ?? Bytes(""), isInside: true)
    }
}
