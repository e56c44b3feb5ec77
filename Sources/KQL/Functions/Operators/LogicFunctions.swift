/// `and`, `or` and `not` over three values: true, false and missing.
enum LogicFunctions {
    static let all: [ScalarFunction] = [
        connective("and", decisive: false),
        connective("or", decisive: true),
        .map("not") { (flag: Bool) -> Bool? in !flag },
    ]

    /// One operand with the decisive value decides; otherwise a missing one makes the result missing.
    private static func connective(_ name: String, decisive: Bool) -> ScalarFunction {
        ScalarFunction(name, [.bool], isVariadic: true, .exactly(.bool)) { _ in
            { input in
                var flags = [Bool](repeating: !decisive, count: input.count)
                var missing: [Int] = []
                for argument in input.arguments {
                    let operand = Reader<Bool>(argument)
                    for row in 0..<input.count {
                        switch operand[row] {
                        case decisive?: flags[row] = decisive
                        case nil: missing.append(row)
                        default: break
                        }
                    }
                }
                guard !missing.isEmpty else { return Column(.bool, .bools(flags)) }
                var validity = Bitmap(count: input.count)
                for row in missing where flags[row] != decisive { validity[row] = false }
                return Column(.bool, .bools(flags), validity: validity)
            }
        }
    }
}
