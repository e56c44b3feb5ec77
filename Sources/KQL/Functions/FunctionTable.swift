/// Every scalar function and operator, by name. A family is a list in a file of its own and one line here.
enum FunctionTable {
    static let families: [[ScalarFunction]] = [
        ArithmeticFunctions.all,
        ComparisonFunctions.all,
        LogicFunctions.all,
        ConditionFunctions.all,
        ConversionFunctions.all,
        TextMatchFunctions.all,
        MembershipFunctions.all,
        DynamicFunctions.all,
    ]

    static let scalar: [String: [ScalarFunction]] = Dictionary(grouping: families.joined(), by: \.name)
}
