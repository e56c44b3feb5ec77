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
        TextFunctions.all,
        PatternFunctions.all,
        EncodingFunctions.all,
        BinFunctions.all,
        CalendarFunctions.all,
        MomentFunctions.all,
        FormatFunctions.all,
        MathFunctions.all,
        UnitFunctions.all,
        HashFunctions.all,
        ElementFunctions.all,
        ArrayFunctions.all,
        BagFunctions.all,
        SetFunctions.all,
        IPv4Functions.all,
        IPv6Functions.all,
        URLFunctions.all,
        ParseFunctions.all,
        WindowFunctions.all,
        SeriesElementFunctions.all,
        SeriesFillFunctions.all,
        SeriesStatisticFunctions.all,
        SketchAggregates.scalar,
    ]

    static let scalar: [String: [ScalarFunction]] = Dictionary(grouping: families.joined(), by: \.name)
}
