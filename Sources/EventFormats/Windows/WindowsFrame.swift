internal import Events
internal import Primitives

/// What every Windows event says, under the name that its shipper gives it.
struct WindowsFrame: Sendable {
    struct Event {
        var id: Int
        var source: WindowsSource
        var channel: Bytes
        var provider: Bytes
        var computer: Bytes
        var number: Int64?
        var message: Bytes?
    }

    private let ids, channels, providers, computers, numbers, messages, times: [Int]

    init(_ names: FieldNames) {
        func slots(_ fields: [String]) -> [Int] { fields.compactMap(names.slot) }
        ids = slots(WindowsFields.id)
        channels = slots(WindowsFields.channel)
        providers = slots(WindowsFields.provider)
        computers = slots(WindowsFields.computer)
        numbers = slots(WindowsFields.number)
        messages = slots(WindowsFields.message)
        times = slots(WindowsFields.time)
    }

    /// `nil` where the record has no number of an event.
    func event(in set: borrowing FieldSet) -> Event? {
        guard let number = set.value(first: ids).flatMap(ValueReading.number), let id = Int(exactly: number) else { return nil }
        let none = Bytes(start: nil, count: 0)
        let (channel, provider) = (set.value(first: channels) ?? none, set.value(first: providers) ?? none)
        return Event(
            id: id, source: WindowsSource(channel: channel, provider: provider), channel: channel, provider: provider,
            computer: set.value(first: computers) ?? none, number: set.value(first: numbers).flatMap(ValueReading.number),
            message: set.value(first: messages))
    }

    /// The first time that says its zone; without one, the first at all, taken as UTC.
    func time(in set: borrowing FieldSet) -> (time: Timestamp, slot: Int)? {
        var zoneless: (time: Timestamp, slot: Int)?
        for slot in times {
            guard let value = set.value(slot), let time = ValueReading.time(value) else { continue }
            if slot == times[0] || ValueReading.hasZone(value) { return (time, slot) }
            zoneless = zoneless ?? (time, slot)
        }
        return zoneless
    }

    /// Marks what the columns of the frame have, and other fields that say the same.
    /// - Parameter keepsMessage: whether the message is kept among the rest.
    func use(in set: inout FieldSet, keepsMessage: Bool = false) {
        for slots in [ids, channels, providers, computers, numbers, keepsMessage ? [] : messages] {
            guard let value = set.value(first: slots) else { continue }
            for slot in slots {
                if let place = set.place(slot), set.fields[place].value.equals(value) { set.use(place) }
            }
        }
        // Sysmon's own time is among the event's data.
        if let slot = time(in: set)?.slot, slot != times[0], let place = set.place(slot) { set.use(place) }
    }
}

/// The columns that a table of Sentinel's has for the frame.
struct FrameColumns: Sendable {
    private let id, provider, channel: Int
    private let message: Int?
    let data: Int

    /// - Throws: `noColumn`.
    init(_ spec: TableSpec, provider: String, channel: String, message: String?) throws(EventFormatError) {
        func place(_ column: String) throws(EventFormatError) -> Int {
            guard let place = spec.place(of: column) else { throw .noColumn(column, table: spec.name) }
            return place
        }
        id = try place("EventID")
        self.provider = try place(provider)
        self.channel = try place(channel)
        data = try place("EventData")
        if let message { self.message = try place(message) } else { self.message = nil }
    }

    func write(_ event: WindowsFrame.Event, into batch: inout EventBatch) {
        batch.set(id, Int64(event.id))
        batch.set(provider, event.provider)
        batch.set(channel, event.channel)
        if let message, let text = event.message { batch.set(message, text) }
    }
}
