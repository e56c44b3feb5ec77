extension ScalarFunction {
    // One body a row, typed. Where an argument has no value, neither has the result; strings and dynamics pass as `""` and
    // null. The types of the body are the function's types.

    static func map<A: ScalarElement, R: ScalarElement>(
        _ name: String, _ body: @escaping @Sendable (A) throws -> R?
    ) -> ScalarFunction {
        ScalarFunction(name, [.exactly(A.type)], .exactly(R.type)) { _ in
            { input in
                let a = Reader<A>(input.arguments[0])
                var writer = Writer<R>(capacity: input.count)
                for row in 0..<input.count { writer.append(try a[row].flatMap(body)) }
                return writer.finish()
            }
        }
    }

    static func map<A: ScalarElement, B: ScalarElement, R: ScalarElement>(
        _ name: String, _ body: @escaping @Sendable (A, B) throws -> R?
    ) -> ScalarFunction {
        ScalarFunction(name, [.exactly(A.type), .exactly(B.type)], .exactly(R.type)) { _ in
            { input in
                let a = Reader<A>(input.arguments[0])
                let b = Reader<B>(input.arguments[1])
                var writer = Writer<R>(capacity: input.count)
                for row in 0..<input.count {
                    guard let a = a[row], let b = b[row] else {
                        writer.append(nil)
                        continue
                    }
                    writer.append(try body(a, b))
                }
                return writer.finish()
            }
        }
    }

    static func map<A: ScalarElement, B: ScalarElement, C: ScalarElement, R: ScalarElement>(
        _ name: String, _ body: @escaping @Sendable (A, B, C) throws -> R?
    ) -> ScalarFunction {
        ScalarFunction(name, [.exactly(A.type), .exactly(B.type), .exactly(C.type)], .exactly(R.type)) { _ in
            { input in
                let a = Reader<A>(input.arguments[0])
                let b = Reader<B>(input.arguments[1])
                let c = Reader<C>(input.arguments[2])
                var writer = Writer<R>(capacity: input.count)
                for row in 0..<input.count {
                    guard let a = a[row], let b = b[row], let c = c[row] else {
                        writer.append(nil)
                        continue
                    }
                    writer.append(try body(a, b, c))
                }
                return writer.finish()
            }
        }
    }

    /// One body a row over values, for functions with many or optional arguments. Missing values are null, and the result
    /// is converted to the function's type.
    static func values(
        _ name: String, _ parameters: [Parameter], required: Int? = nil, isVariadic: Bool = false, _ result: ResultType,
        _ body: @escaping @Sendable ([Value]) throws -> Value
    ) -> ScalarFunction {
        ScalarFunction(name, parameters, required: required, isVariadic: isVariadic, result) { preparation in
            { input in
                var builder = ColumnBuilder(preparation.result, capacity: input.count)
                for row in 0..<input.count { builder.append(try body(input.values(row))) }
                return builder.finish()
            }
        }
    }
}
