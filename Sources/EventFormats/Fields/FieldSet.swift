/// The fields of one record, by their place in it and by name.
struct FieldSet: ~Copyable {
    /// Fields of a record, at most. The richest event of Windows has about a hundred.
    static let maximumFields = 4096

    let names: FieldNames
    private(set) var fields: [Field] = []
    var arena: ByteArena
    /// Where texts are put together that are handed on at once.
    var scratch: [UInt8] = []
    /// The field of each name; -1 for none. Of a name that stands twice the first counts.
    private var places: [Int32]

    /// - Parameter bytes: the size of the record.
    init(_ names: FieldNames, bytes: Int) {
        self.names = names
        places = [Int32](repeating: -1, count: names.count)
        // Texts without escapes are never longer; they are written eight bytes at a time.
        arena = ByteArena(capacity: bytes + bytes / 4 + 64)
        fields.reserveCapacity(80)
    }

    mutating func add(
        _ name: Bytes, _ value: Bytes, _ kind: Field.Kind = .text, isInside: Bool = false
    ) throws(EventFormatError) {
        let slot = names.slot(of: name)
        try add(Field(name: name, value: value, kind: kind, slot: slot, isInside: isInside))
    }

    mutating func add(_ field: Field) throws(EventFormatError) {
        guard fields.count < FieldSet.maximumFields else { throw .tooManyFields(limit: FieldSet.maximumFields) }
        if field.slot >= 0, places[field.slot] < 0 { places[field.slot] = Int32(fields.count) }
        fields.append(field)
    }

    /// Takes out the fields but keeps what is in the arena, for the next event of the same record.
    mutating func removeAll() {
        for field in fields where field.slot >= 0 { places[field.slot] = -1 }
        fields.removeAll(keepingCapacity: true)
    }

    /// The place of a field among `fields`; `nil` where the record has none of this name.
    @inline(__always)
    func place(_ slot: Int) -> Int? {
        guard slot >= 0, case let place = Int(places[slot]), place >= 0 else { return nil }
        return place
    }

    /// The value of a field; `nil` where there is none, or null.
    @inline(__always)
    func value(_ slot: Int) -> Bytes? {
        guard let place = place(slot), fields[place].kind != .null else { return nil }
        return fields[place].value
    }

    /// The value of the first of the fields that says something: is neither empty nor a hyphen.
    func value(first slots: [Int]) -> Bytes? {
        for slot in slots {
            if let value = value(slot), value.saysSomething { return value }
        }
        return nil
    }

    @inline(__always)
    mutating func use(_ place: Int) { fields[place].isUsed = true }

    /// Lets a field be kept among the rest after all.
    mutating func unuse(_ place: Int) { fields[place].isUsed = false }

    /// Changes the value of a field to what a rule of its writer's makes of it.
    mutating func change(_ place: Int, to value: Bytes) { fields[place].value = value }

    /// Gives a field another name, where the record has none of that name yet.
    mutating func rename(_ place: Int, to name: StaticString) {
        let slot = names.slot(of: Bytes(name))
        guard slot >= 0, places[slot] < 0 else { return }
        if case let own = fields[place].slot, own >= 0, places[own] == Int32(place) { places[own] = -1 }
        (fields[place].name, fields[place].slot) = (Bytes(name), slot)
        places[slot] = Int32(place)
    }

    /// Marks the fields that are not the event's own.
    mutating func markFrame(_ isFrame: (Field) -> Bool) {
        for place in fields.indices { fields[place].isFrame = isFrame(fields[place]) }
    }

    mutating func unuseAll() {
        for place in fields.indices { fields[place].isUsed = false }
    }
}

extension Bytes {
    /// Windows writes a hyphen where it has nothing to say.
    @inline(__always)
    var saysSomething: Bool { !isEmpty && !(count == 1 && self[0] == UInt8(ascii: "-")) }
}
