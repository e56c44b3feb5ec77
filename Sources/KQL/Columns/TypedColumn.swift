/// Reads the rows of a vector as one Swift type.
struct Reader<Element: ScalarElement> {
    private let source: Element.Source
    private let validity: Bitmap?
    private let vector: Vector

    init(_ vector: Vector) {
        source = Element.source(vector.column)
        validity = Element.readsNull ? nil : vector.column.validity
        self.vector = vector
    }

    /// `nil` where the row has no value.
    @inline(__always)
    subscript(row: Int) -> Element? {
        let place = vector.place(row)
        if let validity, !validity[place] { return nil }
        return Element.read(source, place)
    }
}

/// Writes a column of one Swift type.
struct Writer<Element: ScalarElement> {
    private var target: Element.Target
    private var validity: Bitmap?
    private var count = 0
    /// Bytes of the dynamics.
    private var held = 0

    init(capacity: Int) { target = Element.target(capacity: capacity) }

    @inline(__always)
    mutating func append(_ value: Element?) {
        if value == nil, !Element.readsNull {
            if validity == nil { validity = Bitmap(count: count) }
            validity?.append(false)
        } else {
            validity?.append(true)
        }
        held += Element.footprint(value)
        Element.write(held <= Column.largest ? value : nil, to: &target)
        count += 1
    }

    consuming func finish() -> Column {
        Column(Element.type, Element.storage(target), validity: validity, lacksValues: held > Column.largest)
    }
}
