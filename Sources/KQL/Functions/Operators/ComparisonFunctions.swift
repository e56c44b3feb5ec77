internal import Foundation
internal import Primitives

/// `== != < <= > >=`. Where one side is missing, `==` is false and `!=` is true; where both are, and for the others
/// always, the result is missing.
enum ComparisonFunctions {
    static let all: [ScalarFunction] = Test.allCases.flatMap { test in
        [
            ordered(test, Int64.self), ordered(test, Double.self), ordered(test, Decimal.self), ordered(test, Timestamp.self),
            ordered(test, Duration.self), strings(test), equatable(test, Bool.self) { $0 ? 1 : 0 },
            equatable(test, UUID.self) { $0.uuidString }, dynamics(test),
        ]
    }

    enum Test: String, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        /// Whether the test holds for -1, 0 or 1.
        func holds(_ order: Int) -> Bool {
            switch self {
            case .equal: order == 0
            case .notEqual: order != 0
            case .less: order < 0
            case .lessOrEqual: order <= 0
            case .greater: order > 0
            case .greaterOrEqual: order >= 0
            }
        }

        func apply<T: Comparable>(_ a: T, _ b: T) -> Bool {
            switch self {
            case .equal: a == b
            case .notEqual: a != b
            case .less: a < b
            case .lessOrEqual: a <= b
            case .greater: a > b
            case .greaterOrEqual: a >= b
            }
        }

        /// The result where a side is missing.
        func missing(both: Bool) -> Bool? {
            if both { return nil }
            return self == .equal ? false : self == .notEqual ? true : nil
        }
    }

    private static func ordered<T: ScalarElement & Comparable & SendableMetatype>(_ test: Test, _: T.Type) -> ScalarFunction {
        equatable(test, T.self) { $0 }
    }

    private static func equatable<T: ScalarElement, Key: Comparable & SendableMetatype>(
        _ test: Test, _: T.Type, _ key: @escaping @Sendable (T) -> Key
    ) -> ScalarFunction {
        ScalarFunction(test.rawValue, [.exactly(T.type), .exactly(T.type)], .exactly(.bool)) { _ in
            { input in
                let a = Reader<T>(input.arguments[0])
                let b = Reader<T>(input.arguments[1])
                var writer = Writer<Bool>(capacity: input.count)
                for row in 0..<input.count {
                    let left = a[row]
                    let right = b[row]
                    if let left, let right {
                        writer.append(test.apply(key(left), key(right)))
                    } else {
                        writer.append(test.missing(both: left == nil && right == nil))
                    }
                }
                return writer.finish()
            }
        }
    }

    /// Compares the bytes where they lie.
    private static func strings(_ test: Test) -> ScalarFunction {
        ScalarFunction(test.rawValue, [.string, .string], .exactly(.bool)) { _ in
            { input in
                let left = StringBuffer.of(input.arguments[0].column)
                let right = StringBuffer.of(input.arguments[1].column)
                var flags: [Bool] = []
                flags.reserveCapacity(input.count)
                left.withBytes { a in
                    right.withBytes { b in
                        for row in 0..<input.count {
                            let a = a[input.arguments[0].place(row)]
                            let b = b[input.arguments[1].place(row)]
                            switch test {
                            case .equal: flags.append(a.isEqual(b))
                            case .notEqual: flags.append(!a.isEqual(b))
                            default: flags.append(test.holds(Value.order(bytes: a, b)))
                            }
                        }
                    }
                }
                return Column(.bool, .bools(flags))
            }
        }
    }

    /// An array or a bag is compared with a text by its JSON, a truth by `true` and `false`; `nil` for other pairs.
    private static func sameAsText(_ a: Value, _ b: Value) -> Bool? {
        switch (a, b) {
        case (.string(let text), .array), (.string(let text), .bag), (.string(let text), .bool): text == b.dynamicText
        case (.array, .string(let text)), (.bag, .string(let text)), (.bool, .string(let text)): text == a.dynamicText
        default: nil
        }
    }

    private static func dynamics(_ test: Test) -> ScalarFunction {
        .map(test.rawValue) { (a: Value, b: Value) -> Bool? in
            if a.isNull || b.isNull { return test.missing(both: a.isNull && b.isNull) }
            if test == .equal || test == .notEqual, let areSame = sameAsText(a, b) { return areSame == (test == .equal) }
            if test == .equal || test == .notEqual { return (a == b || a.order(b) == 0) == (test == .equal) }
            return a.order(b).map(test.holds)
        }.with(.needsDynamic)
    }
}
