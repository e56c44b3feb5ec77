/// An aggregate as the table of functions has it.
public struct AggregateFunction: Sendable {
    public let name: String
    let parameters: [ScalarFunction.Parameter]
    let required: Int
    let isVariadic: Bool
    let result: ScalarFunction.ResultType
    /// What a column made with it is called: the prefix and the first argument's name (`sum_x`).
    let prefix: String
    let make: @Sendable (Preparation) throws -> any Aggregator

    init(
        _ name: String, _ parameters: [ScalarFunction.Parameter], required: Int? = nil, isVariadic: Bool = false,
        _ result: ScalarFunction.ResultType, prefix: String? = nil,
        make: @escaping @Sendable (Preparation) throws -> any Aggregator
    ) {
        self.name = name
        self.parameters = parameters
        self.required = required ?? parameters.count
        self.isVariadic = isVariadic
        self.result = result
        self.prefix = prefix ?? name
        self.make = make
    }

    func named(_ name: String, prefix: String? = nil) -> AggregateFunction {
        AggregateFunction(
            name, parameters, required: required, isVariadic: isVariadic, result, prefix: prefix ?? name, make: make)
    }

    func parameter(_ index: Int) -> ScalarFunction.Parameter? {
        index < parameters.count ? parameters[index] : isVariadic ? parameters.last : nil
    }
}

/// Gathers the values of groups. Groups are numbered from 0; each row says which it belongs to.
protocol Aggregator: AnyObject {
    /// Roughly the bytes that it keeps of each row; 0 where it keeps something of each group alone.
    var bytesPerRow: Int { get }
    /// Whether the values of every row are kept, which may be large.
    var keepsValues: Bool { get }
    /// Adds rows: their arguments and, for each, the number of its group, below `groupCount`.
    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) throws
    /// The columns of the result, a value for each group.
    func finish(groupCount: Int) throws -> [Column]
}

extension Aggregator {
    var bytesPerRow: Int { 0 }
    var keepsValues: Bool { false }
}
