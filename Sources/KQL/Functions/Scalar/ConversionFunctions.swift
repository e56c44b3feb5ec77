/// `tolong` and its like. A conversion never fails: what cannot be converted is missing.
enum ConversionFunctions {
    static let all: [ScalarFunction] = conversions + json

    /// The name that the engine itself uses for a conversion to a type.
    static func internalName(_ type: ScalarType) -> String { "to" + type.rawValue }

    private static let conversions: [ScalarFunction] = [
        conversion("tostring", .string), conversion("tolong", .long), conversion("toint", .int), conversion("toreal", .real),
        conversion("todouble", .real), conversion("todecimal", .decimal), conversion("todatetime", .datetime),
        conversion("totimespan", .timespan), conversion("tobool", .bool), conversion("toboolean", .bool),
        conversion("toguid", .guid), conversion("totime", .timespan), conversion("asdynamic", .dynamic),
    ]

    private static func conversion(_ name: String, _ type: ScalarType) -> ScalarFunction {
        ScalarFunction(name, [.any], .exactly(type)) { _ in
            { input in convert(input.arguments[0], to: type, count: input.count) }
        }.with(.keepsName)
    }

    static func convert(_ vector: Vector, to type: ScalarType, count: Int) -> Column {
        let column = vector.column
        if column.type == type { return vector.dense(count: count) }
        if case .integers = column.storage, type == .long, column.type == .int {
            var dense = vector.dense(count: count)
            dense.type = .long
            return dense
        }
        if case .integers(let values) = column.storage, column.type.isWhole, type == .real {
            let source = vector.dense(count: count)
            guard case .integers(let dense) = source.storage else { return Column(type, .reals(values.map(Double.init))) }
            return Column(.real, .reals(dense.map(Double.init)), validity: source.validity)
        }
        if case .dynamics(let values) = column.storage, type == .string { return texts(of: values, vector, count) }
        var builder = ColumnBuilder(type, capacity: count)
        for row in 0..<count { builder.append(vector[row].converted(to: type)) }
        return builder.finish()
    }

    private static func texts(of values: [Value], _ vector: Vector, _ count: Int) -> Column {
        var texts = StringBuffer(capacity: count)
        for row in 0..<count {
            switch values[vector.place(row)] {
            case .string(let text): texts.append(text)
            case .null: texts.append("")
            case let value: texts.append(value.dynamicText)
            }
        }
        return Column(.string, .strings(texts))
    }

    private static let json: [ScalarFunction] = ["parse_json", "todynamic", "parsejson", "toobject"].map { name in
        ScalarFunction(name, [.any], .exactly(.dynamic)) { _ in
            { input in
                let argument = input.arguments[0]
                guard case .strings(let buffer) = argument.column.storage else {
                    return convert(argument, to: .dynamic, count: input.count).parsingTexts()
                }
                if argument.isConstant { return Column(.dynamic, repeating: buffer.dynamic(0), count: input.count) }
                return Column(.dynamic, .dynamics((0..<input.count).map { buffer.dynamic(argument.place($0)) }))
            }
        }.with(.keepsName)
    }

    /// JSON as a dynamic; a text that is none is a dynamic string, an empty one null.
    static func parse(_ text: String) -> Value {
        if text.isEmpty { return .null }
        return Value(json: text) ?? .string(text)
    }
}

extension Column {
    /// A dynamic that holds JSON as a text becomes what the text says.
    fileprivate func parsingTexts() -> Column {
        guard case .dynamics(let values) = storage else { return self }
        return Column(.dynamic, .dynamics(values.map { $0.string.map(ConversionFunctions.parse) ?? $0 }))
    }
}
