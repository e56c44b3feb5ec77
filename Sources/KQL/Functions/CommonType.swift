/// The type that values of several types have together.
enum CommonType {
    /// Numbers widen from int over long and real to decimal; equal types stay; anything else is dynamic.
    static func of(_ types: [ScalarType]) -> ScalarType {
        guard var common = types.first else { return .dynamic }
        for type in types.dropFirst() where type != common {
            if let wider = wider(common, type) {
                common = wider
            } else {
                return .dynamic
            }
        }
        return common
    }

    private static let widening: [ScalarType] = [.int, .long, .real, .decimal]

    static func wider(_ left: ScalarType, _ right: ScalarType) -> ScalarType? {
        guard let first = widening.firstIndex(of: left), let second = widening.firstIndex(of: right) else { return nil }
        return widening[max(first, second)]
    }

    /// How far a type is from a parameter's: 0 for the same, more for a conversion that loses nothing; `nil` where none is
    /// made by itself.
    static func distance(from type: ScalarType, to wanted: ScalarType) -> Int? {
        if type == wanted { return 0 }
        if let from = widening.firstIndex(of: type), let to = widening.firstIndex(of: wanted) {
            // Functions of reals take a decimal for one; a decimal of their own is nearer.
            if type == .decimal, wanted == .real { return 25 }
            return to > from ? to - from : nil
        }
        if wanted == .dynamic { return 10 }
        if type == .dynamic { return 20 }
        if type == .bool, wanted == .long { return 5 }
        return nil
    }
}
