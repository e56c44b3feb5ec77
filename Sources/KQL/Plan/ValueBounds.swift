public import Primitives

/// What conditions leave of a column's values, as far as that is easily seen: the least and the greatest for moments, or the
/// texts that it can be.
public struct ValueBounds: Sendable {
    public private(set) var least: Timestamp?
    public private(set) var greatest: Timestamp?
    /// `nil` where any text may be.
    public private(set) var texts: [String]?

    /// - Parameter columns: the places of columns that always hold the same.
    public init(of columns: Set<Int>, in conditions: [BoundExpression]) {
        for condition in conditions { narrow(by: condition, columns) }
    }

    /// Leaves out what lies before a moment.
    public mutating func begin(at time: Timestamp) { least = max(least ?? time, time) }

    /// Leaves out what lies behind a moment.
    public mutating func end(at time: Timestamp) { greatest = min(greatest ?? time, time) }

    private mutating func narrow(by condition: BoundExpression, _ columns: Set<Int>) {
        guard case .call(let function, let arguments) = condition.kind else { return }
        switch (function.name, arguments.count) {
        case ("and", _): for argument in arguments { narrow(by: argument, columns) }
        case ("in", 1...):
            guard case .column(let place) = arguments[0].kind, columns.contains(place) else { return }
            let values = arguments.dropFirst().map(\.constant)
            let known = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
            if known.count == values.count { keep(known) }
        case (_, 2): compare(function.name, arguments[0], arguments[1], columns)
        default: break
        }
    }

    private mutating func compare(_ name: String, _ left: BoundExpression, _ right: BoundExpression, _ columns: Set<Int>) {
        if case .column(let place) = left.kind, columns.contains(place), let value = right.constant {
            hold(name, value)
        } else if case .column(let place) = right.kind, columns.contains(place), let value = left.constant {
            hold(ValueBounds.mirrored[name] ?? "", value)
        }
    }

    private mutating func hold(_ name: String, _ value: Value) {
        switch (name, value) {
        case (">", .datetime(let ticks)), (">=", .datetime(let ticks)): begin(at: Timestamp(ticks: ticks))
        case ("<", .datetime(let ticks)), ("<=", .datetime(let ticks)): end(at: Timestamp(ticks: ticks))
        case ("==", .datetime(let ticks)):
            begin(at: Timestamp(ticks: ticks))
            end(at: Timestamp(ticks: ticks))
        case ("==", .string(let text)): keep([text])
        default: break
        }
    }

    private static let mirrored = [">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "=="]

    private mutating func keep(_ values: [String]) { texts = texts?.filter(values.contains) ?? values }
}
