/// Choosing between values, and asking whether there is one.
enum ConditionFunctions {
    static let all: [ScalarFunction] = choices + presence

    private static let choices: [ScalarFunction] = [
        conditional("iff"), conditional("iif"), caseFunction, coalesce, extreme("max_of", sign: 1), extreme("min_of", sign: -1),
    ]

    private static func conditional(_ name: String) -> ScalarFunction {
        ScalarFunction(name, [.bool, .any, .any], .common(from: 1)) { preparation in
            { input in
                let test = Reader<Bool>(input.arguments[0])
                return Column.choosing(preparation.result, from: input.arguments, count: input.count) { row in
                    test[row] == true ? 1 : 2
                }
            }
        }
    }

    /// `case(test, value, test, value, ..., otherwise)`
    private static let caseFunction = ScalarFunction(
        "case", [.any], required: 3, isVariadic: true,
        .computed { types in CommonType.of(types.indices.filter { $0 % 2 == 1 || $0 == types.count - 1 }.map { types[$0] }) }
    ) { preparation in
        { input in
            let last = input.arguments.count - 1
            let tests = stride(from: 0, to: last, by: 2).map { Reader<Bool>(input.arguments[$0]) }
            return Column.choosing(preparation.result, from: input.arguments, count: input.count) { row in
                for (index, test) in tests.enumerated() where test[row] == true { return index * 2 + 1 }
                return last
            }
        }
    }

    private static let coalesce = ScalarFunction("coalesce", [.any], isVariadic: true, .common(from: 0)) { preparation in
        { input in
            Column.choosing(preparation.result, from: input.arguments, count: input.count) { row in
                input.arguments.firstIndex { argument in
                    let value = argument[row]
                    return !value.isNull && value != .string("")
                } ?? input.arguments.count - 1
            }
        }
    }

    /// The largest or smallest argument; missing ones are passed over.
    private static func extreme(_ name: String, sign: Int) -> ScalarFunction {
        .values(name, [.any], isVariadic: true, .common(from: 0)) { values in
            values.filter { !$0.isNull }.reduce(Value.null) { best, value in
                best.isNull || (value.order(best) ?? 0) * sign > 0 ? value : best
            }
        }
    }

    private static let presence: [ScalarFunction] = [
        isMissing("isnull", wanted: true), isMissing("isnotnull", wanted: false), isMissing("notnull", wanted: false),
        isEmpty("isempty", wanted: true), isEmpty("isnotempty", wanted: false), isEmpty("notempty", wanted: false),
    ]

    private static func isMissing(_ name: String, wanted: Bool) -> ScalarFunction {
        ScalarFunction(name, [.any], .exactly(.bool)) { _ in
            { input in
                let argument = input.arguments[0]
                return Column(.bool, .bools((0..<input.count).map { argument.column.isMissing(argument.place($0)) == wanted }))
            }
        }
    }

    private static func isEmpty(_ name: String, wanted: Bool) -> ScalarFunction {
        ScalarFunction(name, [.any], .exactly(.bool)) { preparation in
            { input in
                let argument = input.arguments[0]
                let column = argument.column
                return Column(
                    .bool,
                    .bools(
                        (0..<input.count).map { row in
                            let place = argument.place(row)
                            switch column.storage {
                            case .strings(let buffer): return (buffer.offsets[place] == buffer.offsets[place + 1]) == wanted
                            case .dynamics(let values): return (values[place].isNull || values[place] == .string("")) == wanted
                            default: return column.isMissing(place) == wanted
                            }
                        }))
            }
        }
    }
}

extension Column {
    /// Whether a row has no value; a string always has one.
    func isMissing(_ row: Int) -> Bool {
        if case .dynamics(let values) = storage { return values[row].isNull }
        return validity.map { !$0[row] } ?? false
    }

    /// A column whose values come from several vectors of its type: `choice` names the vector for each row.
    static func choosing(
        _ type: ScalarType, from vectors: [Vector], count: Int, _ choice: (Int) -> Int
    ) -> Column {
        withoutActuallyEscaping(choice) { choice in
            ElementDispatch.visit(type, Choosing(vectors: vectors, count: count, choice: choice))
        }
    }

    private struct Choosing: ElementVisitor {
        var vectors: [Vector]
        var count: Int
        var choice: (Int) -> Int

        func visit<E: ScalarElement>(_: E.Type) -> Column {
            let readers = vectors.map { $0.column.type == E.type ? Reader<E>($0) : nil }
            var writer = Writer<E>(capacity: count)
            for row in 0..<count { writer.append(readers[choice(row)]?[row]) }
            return writer.finish()
        }
    }
}
