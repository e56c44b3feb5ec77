/// An expression made ready to run: kernels are prepared once, then each batch of rows goes through them.
struct Evaluator {
    private indirect enum Step {
        case constant(Vector)
        case column(Int)
        case call(Kernel, [Step], foldable: Bool)
        case unread(ScalarType)
    }

    private let step: Step
    let type: ScalarType

    /// The most that the parts of one expression take together, for one batch, while it is worked out.
    static let largestParts = 4 * Column.largest

    init(_ expression: BoundExpression) throws {
        step = try Evaluator.prepare(expression.lookingIntoJSON { _ in false })
        type = expression.type
    }

    private static func prepare(_ expression: BoundExpression) throws -> Step {
        switch expression.kind {
        case .literal(let value):
            return .constant(Vector(Column(expression.type, repeating: value, count: 1), isConstant: true))
        case .column(let index):
            return .column(index)
        case .unread: return .unread(expression.type)
        case .call(let function, let arguments):
            let preparation = Preparation(
                types: arguments.map(\.type), constants: arguments.map(\.constant), result: expression.type)
            let kernel = try function.prepare(preparation)
            let varies = function.traits.contains(.isVolatile) || function.traits.contains(.isWindow)
            return .call(kernel, try arguments.map(prepare), foldable: !varies && !arguments.isEmpty)
        }
    }

    func vector(_ batch: Batch) throws -> Vector {
        var held = 0
        return try Evaluator.run(step, batch, &held)
    }

    /// The values as a column of the batch's own length.
    func evaluate(_ batch: Batch) throws -> Column { try vector(batch).dense(count: batch.count) }

    /// Whether the values are those of a column that is there.
    var isColumn: Bool { if case .column = step { true } else { false } }

    /// - Parameter held: the bytes of the arguments that wait for their calls.
    private static func run(_ step: Step, _ batch: Batch, _ held: inout Int) throws -> Vector {
        switch step {
        case .constant(let vector): return vector
        case .column(let index): return batch.vector(index)
        case .unread(let type): return Vector(ColumnBuilder(type).finish())
        case .call(let kernel, let steps, let foldable):
            let before = held
            var arguments: [Vector] = []
            for step in steps {
                let argument = try run(step, batch, &held)
                arguments.append(argument)
                guard case .call = step else { continue }
                held += argument.column.size
                if held > largestParts { throw ValueSize.tooLarge("the parts of one expression", largestParts) }
            }
            held = before
            if foldable, arguments.allSatisfy(\.isConstant) {
                return Vector(try kernel(KernelInput(arguments: arguments, count: 1)).checked(), isConstant: true)
            }
            return Vector(try kernel(KernelInput(arguments: arguments, count: batch.count)).checked())
        }
    }
}

/// A condition made ready to run. Parts that `and` joins are tested one after the other, each on the rows that passed
/// the ones before, so that a cheap test spares a dear one its rows.
struct Predicate {
    private let parts: [Evaluator]

    init(_ expression: BoundExpression) throws {
        parts = try Predicate.conjuncts(expression).map { try Evaluator($0) }
    }

    private static func conjuncts(_ expression: BoundExpression) -> [BoundExpression] {
        if case .call(let function, let arguments) = expression.kind, function.name == "and" {
            return arguments.flatMap(conjuncts)
        }
        return [expression]
    }

    /// The rows for which the condition is true.
    func filter(_ batch: Batch) throws -> Batch {
        var batch = batch
        for part in parts {
            if batch.count == 0 { return batch }
            let vector = try part.vector(batch)
            guard case .bools(let flags) = vector.column.storage else { continue }
            if vector.isConstant {
                if !flags[0] || vector.column.validity?[0] == false { return Batch(batch.columns, rows: [], count: 0) }
                continue
            }
            var chosen: [Int32] = []
            chosen.reserveCapacity(batch.count)
            for row in 0..<batch.count {
                let place = vector.place(row)
                if flags[place], vector.column.validity?[place] ?? true { chosen.append(Int32(row)) }
            }
            if chosen.count < batch.count { batch = batch.narrowed(to: chosen) }
        }
        return batch
    }
}
