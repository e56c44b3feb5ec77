/// The columns that a plugin looks for patterns in, what a row counts, and what stands in a column that a pattern says nothing about.
struct PatternColumns: Sendable {
    private let fields: [Field]
    private(set) var places: [Int]
    private var weight: Int?
    private var wildcards: [ScalarType: Value] = [:]

    /// - Parameters:
    ///   - weightPlace: the argument that names the column of weights.
    ///   - wildcardsFrom: the first of the arguments that set wildcards.
    ///   - split: a column that patterns are not about.
    init(_ binder: Binder, _ call: PluginCall, weightPlace: Int, wildcardsFrom: Int, without split: Int? = nil) throws {
        fields = call.input.schema.fields
        places = fields.indices.filter { $0 != split }
        if let argument = call.given(weightPlace) {
            let place = try binder.place(of: argument, in: call)
            guard binder.isChecking || [.int, .long, .real, .decimal].contains(fields[place].type) else {
                throw QueryError(.binding, "\(call.name.text)() needs a column of numbers as weight", at: argument.span)
            }
            weight = place
            places.removeAll { $0 == place }
        }
        for place in call.positional.indices.dropFirst(wildcardsFrom) {
            guard let argument = call.given(place) else { continue }
            let wildcard = try binder.scalar(argument, RowContext(schema: Schema(), scope: call.scope))
            guard let value = wildcard.constant else {
                throw QueryError(.binding, "a wildcard has to be a constant", at: argument.span)
            }
            wildcards[wildcard.type] = value
        }
    }

    func weight(_ table: Table, _ row: Int) -> Double { weight.map { table.columns[$0][row].real ?? 0 } ?? 1 }

    func columns(_ table: Table) -> [Column] { places.map { table.columns[$0] } }

    /// The columns that patterns are about, after those of the plugin's own.
    func schema(_ own: [Field], _ input: Schema) -> Schema { Schema(own + places.map { fields[$0] }, isOpen: input.isOpen) }

    /// A pattern's values and wildcards.
    func cells(_ pattern: RowPattern, _ rows: PatternRows) -> [Value] {
        zip(places, pattern.items).map { place, item in
            let type = fields[place].type
            return item.map { rows.values[$0] } ?? wildcards[type] ?? Value.null.converted(to: type)
        }
    }
}

extension PluginCall {
    /// An argument, where it is given: `~` says that it is not.
    func given(_ place: Int) -> Expression? {
        guard place < positional.count, positional[place].kind != .literal(.string, .string("~")) else { return nil }
        return positional[place]
    }

    /// A number within a range, or its default.
    func number(
        _ place: Int, _ what: String, in range: ClosedRange<Double>, default standard: Double, _ binder: Binder
    ) throws -> Double {
        guard let argument = given(place) else { return standard }
        let value = try binder.constant(argument, scope, what)
        if binder.isChecking { return standard }
        guard value.string == nil, let number = value.real, range.contains(number) else {
            throw QueryError(
                .binding, "\(name.text)() needs a number from \(range.lowerBound) to \(range.upperBound) for \(what)",
                at: argument.span)
        }
        return number
    }
}

extension Double {
    /// A share as a percentage with so many decimals.
    func percent(decimals: Int) -> Double {
        let scale = decimals == 1 ? 10.0 : 100.0
        return (self * 100 * scale).rounded() / scale
    }
}
