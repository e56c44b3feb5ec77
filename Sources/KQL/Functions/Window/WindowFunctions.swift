/// Functions that look at other rows. They get all rows at once, in order.
enum WindowFunctions {
    static let all: [ScalarFunction] = [
        offset("prev", sign: -1), offset("next", sign: 1), number("row_number"), cumulativeSum,
        rank("row_rank_min", isDense: false), rank("row_rank_dense", isDense: true), session,
    ]

    /// `prev(value, distance, default)`
    private static func offset(_ name: String, sign: Int) -> ScalarFunction {
        ScalarFunction(name, [.any, .long, .any], required: 1, .argument(0)) { preparation in
            { input in
                var builder = ColumnBuilder(preparation.result, capacity: input.count)
                for row in 0..<input.count {
                    let distance = input.arguments.count > 1 ? Int(clamping: input.arguments[1][row].integer ?? 1) : 1
                    let other = row + sign * distance
                    if other >= 0, other < input.count {
                        builder.append(input.arguments[0][other])
                    } else {
                        builder.append(input.arguments.count > 2 ? input.arguments[2][row] : .null)
                    }
                }
                return builder.finish()
            }
        }.with(.isWindow)
    }

    /// `row_number(start, restart)`
    private static func number(_ name: String) -> ScalarFunction {
        ScalarFunction(name, [.long, .bool], required: 0, .exactly(.long)) { _ in
            { input in
                var numbers: [Int64] = []
                for row in 0..<input.count {
                    let start = input.arguments.isEmpty ? 1 : input.arguments[0][row].integer ?? 1
                    let restarts = input.arguments.count > 1 && input.arguments[1][row] == .bool(true)
                    numbers.append(row == 0 || restarts ? start : numbers[row - 1] + 1)
                }
                return Column(.long, .integers(numbers))
            }
        }.with(.isWindow)
    }

    /// `row_cumsum(value, restart)`
    private static let cumulativeSum = ScalarFunction("row_cumsum", [.summable, .bool], required: 1, .argument(0)) {
        preparation in
        { input in
            var builder = ColumnBuilder(preparation.result, capacity: input.count)
            var (integer, real) = (Int64(0), 0.0)
            for row in 0..<input.count {
                if input.arguments.count > 1, input.arguments[1][row] == .bool(true) { (integer, real) = (0, 0) }
                let value = input.arguments[0][row]
                integer = integer &+ (value.integer ?? 0)
                real += value.real ?? 0
                switch preparation.result {
                case .timespan: builder.append(.timespan(integer))
                case .int, .long: builder.append(.long(integer))
                default: builder.append(.real(real))
                }
            }
            return builder.finish()
        }
    }.with(.isWindow)

    /// `row_rank_min(value, restart)`: equal values that follow each other share a rank.
    private static func rank(_ name: String, isDense: Bool) -> ScalarFunction {
        ScalarFunction(name, [.any, .bool], required: 1, .exactly(.long)) { _ in
            { input in
                var ranks: [Int64] = []
                var start = 0
                for row in 0..<input.count {
                    let restarts = input.arguments.count > 1 && input.arguments[1][row] == .bool(true)
                    if row == 0 || restarts {
                        start = row
                        ranks.append(1)
                    } else if input.arguments[0][row] == input.arguments[0][row - 1] {
                        ranks.append(ranks[row - 1])
                    } else {
                        ranks.append(isDense ? ranks[row - 1] + 1 : Int64(row - start + 1))
                    }
                }
                return Column(.long, .integers(ranks))
            }
        }.with(.isWindow)
    }

    /// `row_window_session(time, max_from_first, max_between, restart)`: the moment a row's session began.
    private static let session = ScalarFunction(
        "row_window_session", [.datetime, .timespan, .timespan, .bool], required: 3, .exactly(.datetime)
    ) { _ in
        { input in
            var starts = Writer<Int64>(capacity: input.count)
            var first: Int64?
            var previous: Int64?
            for row in 0..<input.count {
                guard let time = input.arguments[0][row].integer else {
                    starts.append(nil)
                    continue
                }
                let restarts = input.arguments.count > 3 && input.arguments[3][row] == .bool(true)
                let longest = input.arguments[1][row].integer ?? 0
                let gap = input.arguments[2][row].integer ?? 0
                if let begun = first, let last = previous, !restarts, time - begun <= longest, time - last <= gap {
                    first = begun
                } else {
                    first = time
                }
                previous = time
                starts.append(first)
            }
            var column = starts.finish()
            column.type = .datetime
            return column
        }
    }.with(.isWindow)
}
