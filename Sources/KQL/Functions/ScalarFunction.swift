/// A function or an operator over scalars, as the table of functions has it: what it takes, what it gives, and how it is
/// carried out for a batch of rows at once. A name may have several entries for different types.
public struct ScalarFunction: Sendable {
    public let name: String
    let parameters: [Parameter]
    /// How many arguments there have to be; the other parameters are optional.
    let required: Int
    /// The last parameter may repeat.
    let isVariadic: Bool
    let result: ResultType
    var traits: Traits = []
    let prepare: @Sendable (Preparation) throws -> Kernel

    /// What an argument may be.
    enum Parameter: Hashable, Sendable {
        /// Of this type, or convertible to it without loss, or a dynamic.
        case exactly(ScalarType)
        case any
        /// Any number, passed as it is.
        case number
        /// Datetime or timespan or number, passed as it is.
        case summable

        static let string = Parameter.exactly(.string)
        static let long = Parameter.exactly(.long)
        static let real = Parameter.exactly(.real)
        static let bool = Parameter.exactly(.bool)
        static let dynamic = Parameter.exactly(.dynamic)
        static let datetime = Parameter.exactly(.datetime)
        static let timespan = Parameter.exactly(.timespan)
    }

    enum ResultType: Sendable {
        case exactly(ScalarType)
        /// The type of an argument.
        case argument(Int)
        /// The common type of the arguments from one on.
        case common(from: Int)
        /// From the argument types.
        case computed(@Sendable ([ScalarType]) -> ScalarType)
    }

    struct Traits: OptionSet, Sendable {
        let rawValue: Int
        /// A column made with the function keeps the name of its first argument.
        static let keepsName = Traits(rawValue: 1)
        /// Gives another value each time: not folded.
        static let isVolatile = Traits(rawValue: 2)
        /// Looks at other rows: needs all of them at once, in order.
        static let isWindow = Traits(rawValue: 4)
        /// For values whose type only the row knows: one argument at least has to be a dynamic.
        static let needsDynamic = Traits(rawValue: 8)
        /// Any scalar stands for its text: `substring(Timestamp, 0, 10)`.
        static let readsAnyAsText = Traits(rawValue: 16)
    }

    init(
        _ name: String, _ parameters: [Parameter], required: Int? = nil, isVariadic: Bool = false, _ result: ResultType,
        prepare: @escaping @Sendable (Preparation) throws -> Kernel
    ) {
        self.name = name
        self.parameters = parameters
        self.required = required ?? parameters.count
        self.isVariadic = isVariadic
        self.result = result
        self.prepare = prepare
    }

    /// The same with traits.
    func with(_ traits: Traits) -> ScalarFunction {
        var function = self
        function.traits.formUnion(traits)
        return function
    }

    /// The same under another name.
    func named(_ name: String) -> ScalarFunction {
        var function = ScalarFunction(
            name, parameters, required: required, isVariadic: isVariadic, result, prepare: prepare)
        function.traits = traits
        return function
    }

    /// The parameter that an argument belongs to; `nil` where there are too many arguments.
    func parameter(_ index: Int) -> Parameter? {
        index < parameters.count ? parameters[index] : isVariadic ? parameters.last : nil
    }
}

/// Carries a function out: arguments for a batch in, a column out.
typealias Kernel = @Sendable (KernelInput) throws -> Column

struct KernelInput {
    var arguments: [Vector]
    /// The number of rows, and of values that the column must have.
    var count: Int

    /// One row's arguments as values.
    func values(_ row: Int) -> [Value] { arguments.map { $0[row] } }
}

/// What is known before the first row: types, and the arguments that are constants. A kernel compiles its pattern or
/// builds its set here, once a query.
struct Preparation: Sendable {
    var types: [ScalarType]
    /// A constant argument's value; `nil` for one that depends on the row.
    var constants: [Value?]
    var result: ScalarType

    /// A constant text; `nil` where the argument is missing or no constant.
    func text(_ index: Int) -> String? { index < constants.count ? constants[index]?.string : nil }
}
