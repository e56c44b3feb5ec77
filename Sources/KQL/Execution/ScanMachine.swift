/// Carries `scan` out: each step has a state, the last row that it and each step before it took. A row is shown to the
/// steps from the last to the first. It moves the state of the step before on, or adds to the step's own.
struct ScanMachine {
    struct Step: Sendable {
        var condition: Evaluator
        /// The variable's place in the row, and its value.
        var assignments: [(place: Int, value: Evaluator)]
        var output: ScanClause.Step.Output
    }

    private typealias Row = [Value]

    private struct State {
        /// The last row of each step.
        var rows: [Row?]
        var matchID: Int64
    }

    private let steps: [Step]
    private let defaults: [Value]
    private let width: Int
    private let types: [ScalarType]
    private let hasMatchID: Bool
    private var states: [State?]
    /// The last row of each step that gives only that, until its run of matches ends.
    private var held: [Row?]
    private var nextID: Int64 = 0
    private var output: [[Value]] = []

    init(steps: [Step], defaults: [Value], width: Int, types: [ScalarType], hasMatchID: Bool) {
        self.steps = steps
        self.defaults = defaults
        self.width = width
        self.types = types
        self.hasMatchID = hasMatchID
        states = Array(repeating: nil, count: steps.count)
        held = Array(repeating: nil, count: steps.count)
    }

    /// - Parameter partition: rows with different values have states of their own.
    mutating func run(_ table: Table, _ schema: Schema, _ partition: [Evaluator], _ control: ExecutionControl) throws -> Table {
        let batch = Batch(table.columns, count: table.count)
        var groups = GroupKeys(partition.map(\.type))
        let numbers = groups.numbers(of: try partition.map { try $0.vector(batch) }, count: table.count)
        for group in 0..<groups.count {
            states = Array(repeating: nil, count: steps.count)
            for row in 0..<table.count where Int(numbers[row]) == group {
                if row % 1024 == 0 { try control.check() }
                try take(table.row(row) + defaults)
            }
            for step in steps.indices { release(step) }
        }
        return Table(schema, rows: output)
    }

    private mutating func take(_ row: Row) throws {
        for index in steps.indices.reversed() {
            if index > 0, let before = states[index - 1], try meets(row, index, before) {
                // Both runs of matches end: that of the step before, which moves on, and this one's, which gives way.
                release(index - 1)
                release(index)
                states[index - 1] = nil
                states[index] = before
                try add(row, to: index)
            } else if states[index] != nil || index == 0 {
                let state = states[index] ?? State(rows: Array(repeating: nil, count: steps.count), matchID: nextID)
                guard try meets(row, index, state) else { continue }
                if states[index] == nil { nextID += 1 }
                states[index] = state
                try add(row, to: index)
            }
        }
    }

    private func meets(_ row: Row, _ index: Int, _ state: State) throws -> Bool {
        try steps[index].condition.vector(batch(row, state))[0] == .bool(true)
    }

    private mutating func add(_ row: Row, to index: Int) throws {
        guard var state = states[index] else { return }
        let seen = batch(row, state)
        var extended = row
        for (place, value) in steps[index].assignments { extended[place] = try value.vector(seen)[0] }
        state.rows[index] = extended
        states[index] = state
        let given = extended + (hasMatchID ? [.long(state.matchID)] : [])
        switch steps[index].output {
        case .all: output.append(given)
        case .last: held[index] = given
        case .none: break
        }
    }

    private mutating func release(_ index: Int) {
        if let row = held[index] { output.append(row) }
        held[index] = nil
    }

    /// The row, then the last row of each step, as the expressions see them.
    private func batch(_ row: Row, _ state: State) -> Batch {
        let missing = Row(repeating: .null, count: row.count)
        let values =
            row
            + state.rows.flatMap { row in
                row
                    ?? missing.enumerated().map { place, value in
                        place >= width - defaults.count ? defaults[place - (width - defaults.count)] : value
                    }
            }
        return Batch(zip(types, values).map { Column($0, repeating: $1, count: 1) }, count: 1)
    }
}
