internal import Primitives
internal import SecurityModel

/// A field that may hold the time of an alert, with the name that an error gives it.
struct TimeField {
    var name: String
    var value: JSONView?
    var unit: EpochUnit?

    init(_ name: String, _ value: JSONView?, _ unit: EpochUnit? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
    }

    /// `nil` where the field is not there or says nothing.
    func read(by clock: SourceClock) throws(IngestionError) -> Timestamp? {
        guard let value, !value.isNull else { return nil }
        if let time = value.timestamp { return clock.zone == .utc ? time : clock.time(time, from: value.leadingText) }
        let text = value.leadingText
        guard !text.isEmpty || value.isObject else { return nil }
        guard let time = Timestamp(reported: text, unit: unit) else {
            throw .badField(name, value: text, expected: "a date and time, or a number since 1970")
        }
        return clock.time(time, from: text)
    }

    /// The time in the first of the fields that holds one, else that of the record's envelope.
    /// - Throws: `badField` for the first that is unreadable where no other can be read, `missingField` where none is
    ///   there.
    static func first(of fields: TimeField..., in record: RawRecord) throws(IngestionError) -> Timestamp {
        var failure = IngestionError.missingField(fields.first?.name ?? "time")
        var isUnreadable = false
        for field in fields {
            do throws(IngestionError) {
                if let time = try field.read(by: record.clock) { return time }
            } catch {
                if !isUnreadable { failure = error }
                isUnreadable = true
            }
        }
        if !isUnreadable, let time = record.envelope.time { return time }
        throw failure
    }
}

extension RawRecord {
    /// How far ahead of the arrival a product's clock may be.
    private static let tolerance = Duration.days(1)
    /// No product that sends here is older; an earlier time is a clock that was never set.
    private static let earliest = Timestamp(unixSeconds: Int64(631_152_000))

    private func isPlausible(_ time: Timestamp) -> Bool {
        time >= RawRecord.earliest && time <= received + RawRecord.tolerance
    }

    /// An alert that this record reports. A time that cannot be gives way to the other one, or to the time of arrival,
    /// and stays readable in `additionalData` as `reportedTime`: a wrong clock must not lose an alert, nor push it out
    /// of the window in which it belongs.
    func report(_ title: String, from first: Timestamp, to last: Timestamp? = nil) -> AlertReport {
        let last = last ?? first
        let (isFirstPlausible, isLastPlausible) = (isPlausible(first), isPlausible(last))
        let start = isFirstPlausible ? first : isLastPlausible ? last : received
        let end = isLastPlausible ? last : start
        var report = AlertReport(source: source, title: title, activity: min(start, end))
        report.lastActivity = max(start, end)
        if !isFirstPlausible || !isLastPlausible {
            report.additionalData["reportedTime"] = .string((isFirstPlausible ? last : first).rfc3339)
        }
        return report
    }
}

extension AlertReport {
    /// Keeps what Graph has no field for. What says nothing is left out.
    mutating func keep(_ name: String, _ text: String) {
        if !text.isEmpty { additionalData[name] = .string(text) }
    }

    mutating func keep(_ name: String, _ texts: [String]) {
        if !texts.isEmpty { additionalData[name] = .array(texts.map { .string($0) }) }
    }
}
