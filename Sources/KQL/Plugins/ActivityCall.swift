/// The columns and constants that the plugins over activities begin with: `(id, timeline, start, end, ...)`.
struct ActivityCall {
    var start: Int64
    var end: Int64
    var timeName: String
    private var id: Evaluator
    private var time: Evaluator

    init(_ binder: Binder, _ call: PluginCall) throws {
        id = try Evaluator(try binder.scalar(try call.need(0, "IdColumn"), call.context))
        let timeline = try call.need(1, "TimelineColumn")
        let bound = try binder.scalar(timeline, call.context)
        guard bound.type == .datetime || binder.isChecking else {
            throw QueryError(.binding, "\(call.name.text)() needs a datetime for its timeline", at: timeline.span)
        }
        time = try Evaluator(bound)
        timeName = ColumnNaming.name(of: timeline) ?? "Timestamp"
        start = try ActivityCall.moment(binder, call, 2, "Start")
        end = try ActivityCall.moment(binder, call, 3, "End")
    }

    private static func moment(_ binder: Binder, _ call: PluginCall, _ index: Int, _ what: String) throws -> Int64 {
        let value = try binder.constant(try call.need(index, what), call.scope, what)
        if case .datetime(let ticks) = value { return ticks }
        guard binder.isChecking else {
            throw QueryError(.binding, "\(call.name.text)() needs a datetime for \(what)", at: call.name.span)
        }
        return 0
    }

    /// Ids with their times, for each row that has both.
    func events(_ table: Table) throws -> [(id: Value, time: Int64, row: Int)] {
        let batch = Batch(table.columns, count: table.count)
        let ids = try id.evaluate(batch)
        let times = try time.evaluate(batch)
        return (0..<table.count).compactMap { row in times[row].integer.map { (ids[row], $0, row) } }
    }

    static func span(_ binder: Binder, _ call: PluginCall, _ index: Int, _ what: String) throws -> Int64 {
        guard let ticks = try binder.constant(try call.need(index, what), call.scope, what).integer,
            ticks > 0 || binder.isChecking
        else {
            throw QueryError(.binding, "\(call.name.text)() needs a positive timespan for \(what)", at: call.name.span)
        }
        return max(ticks, 1)
    }

    static func dimensions(_ binder: Binder, _ call: PluginCall, from index: Int) throws -> [Int] {
        try call.positional.dropFirst(index).map { try binder.place(of: $0, in: call) }
    }

    /// The rows of each combination of values, in the order in which these come.
    static func split(_ table: Table, by dimensions: [Int]) -> [(key: [Value], rows: Set<Int>)] {
        var order: [[Value]] = []
        var groups: [[Value]: Set<Int>] = [:]
        for row in 0..<table.count {
            let key = dimensions.map { table.columns[$0][row] }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].insert(row)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }
}

/// The windows that a time of analysis is cut into: of one length from its start, or of the calendar.
enum ActivityWindow: Sendable {
    case length(Int64)
    case calendar(CalendarFunctions.Period)

    init(_ binder: Binder, _ call: PluginCall, _ index: Int) throws {
        let argument = try call.need(index, "Window")
        guard case .string(let name) = try binder.constant(argument, call.scope, "Window") else {
            self = .length(try ActivityCall.span(binder, call, index, "Window"))
            return
        }
        guard let period = CalendarFunctions.Period(rawValue: name), period != .day else {
            throw QueryError(.binding, "a window is a timespan, or 'week', 'month' or 'year'", at: argument.span)
        }
        self = .calendar(period)
    }

    /// Where the windows from one moment to another begin, in order.
    func starts(from start: Int64, through end: Int64, _ control: ExecutionControl) throws -> [Int64] {
        guard start <= end else { return [] }
        switch self {
        case .length(let length):
            try control.checkRows(Int((end - start) / length))
            return Array(stride(from: start, through: end, by: Int(length)))
        case .calendar(let period):
            var starts: [Int64] = []
            while let next = period.start(start, offset: Int64(starts.count)), next <= end {
                starts.append(next)
                try control.checkRows(starts.count)
            }
            return starts
        }
    }
}
