internal import struct Foundation.Decimal

extension Value {
    /// -1, 0 or 1 between values of one type or of two numeric ones; `nil` where they cannot be compared. Null is
    /// smaller than everything, as `sort` has it.
    func order(_ other: Value) -> Int? {
        switch (self, other) {
        case (.null, .null): 0
        case (.null, _): -1
        case (_, .null): 1
        case (.string(let left), .string(let right)): Value.order(left, right)
        case (.guid(let left), .guid(let right)): Value.order(left.uuidString, right.uuidString)
        case (.decimal(let left), _): other.decimal.map { Value.order(left, $0) }
        case (_, .decimal(let right)): decimal.map { Value.order($0, right) }
        case (.real(let left), .real(let right)): Value.order(left, right)
        case (.real(let left), .long(let right)): Value.order(left, Double(right))
        case (.long(let left), .real(let right)): Value.order(Double(left), right)
        case (.array, _), (.bag, _), (_, .array), (_, .bag), (.real, _), (_, .real), (.string, _), (_, .string), (.guid, _),
            (_, .guid):
            nil
        default:
            if let left = integer, let right = other.integer { Value.order(left, right) } else { nil }
        }
    }

    /// Strings are ordered by their UTF-8 bytes, as the store does it.
    static func order(_ left: String, _ right: String) -> Int {
        var left = left
        var right = right
        return left.withUTF8 { left in right.withUTF8 { right in order(bytes: left, right) } }
    }

    static func order(bytes left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return order(left.count, right.count)
    }

    /// NaN is smaller than every number.
    static func order(_ left: Double, _ right: Double) -> Int {
        if left.isNaN || right.isNaN { return left.isNaN ? (right.isNaN ? 0 : -1) : 1 }
        return left < right ? -1 : left == right ? 0 : 1
    }

    static func order<T: Comparable>(_ left: T, _ right: T) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }
}
