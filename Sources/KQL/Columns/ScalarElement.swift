internal import struct Foundation.Decimal
internal import struct Foundation.UUID
internal import Primitives

/// A Swift type that stands for a KQL type in the bodies of functions, with the way it is read from columns and written
/// to them. The generic kernels are specialised for each, so a row costs one call of the body and no boxing.
protocol ScalarElement: Sendable {
    associatedtype Source
    associatedtype Target

    static var type: ScalarType { get }
    /// Whether a missing value is passed to the body as a value: `""`, and null inside dynamics.
    static var readsNull: Bool { get }

    static func source(_ column: Column) -> Source
    static func read(_ source: Source, _ index: Int) -> Self
    static func target(capacity: Int) -> Target
    /// Adds a value; what stands for a missing one where there is none.
    static func write(_ value: Self?, to target: inout Target)
    static func storage(_ target: Target) -> Column.Storage
    /// Roughly the bytes that a value takes, where its type does not say it.
    static func footprint(_ value: Self?) -> Int
}

extension ScalarElement {
    @inline(__always)
    static func footprint(_ value: Self?) -> Int { 0 }
    static var readsNull: Bool { false }
}

/// Elements that lie in an array as what they are.
protocol PlainElement: ScalarElement where Source == [Stored], Target == [Stored] {
    associatedtype Stored
    static var missing: Stored { get }
    var stored: Stored { get }
    init(stored: Stored)
}

extension PlainElement {
    @inline(__always)
    static func read(_ source: [Stored], _ index: Int) -> Self { Self(stored: source[index]) }

    static func target(capacity: Int) -> [Stored] {
        var target: [Stored] = []
        target.reserveCapacity(capacity)
        return target
    }

    @inline(__always)
    static func write(_ value: Self?, to target: inout [Stored]) { target.append(value?.stored ?? missing) }
}

/// Elements that are kept as 64-bit integers.
protocol IntegerElement: PlainElement where Stored == Int64 {}

extension IntegerElement {
    static var missing: Int64 { 0 }
    static func source(_ column: Column) -> [Int64] { if case .integers(let values) = column.storage { values } else { [] } }
    static func storage(_ target: [Int64]) -> Column.Storage { .integers(target) }
}

extension Int64: IntegerElement {
    static var type: ScalarType { .long }
    var stored: Int64 { self }
    init(stored: Int64) { self = stored }
}

extension Int32: IntegerElement {
    static var type: ScalarType { .int }
    var stored: Int64 { Int64(self) }
    init(stored: Int64) { self = Int32(truncatingIfNeeded: stored) }
}

extension Timestamp: IntegerElement {
    static var type: ScalarType { .datetime }
    var stored: Int64 { ticks }
    init(stored: Int64) { self.init(ticks: stored) }
}

extension Duration: IntegerElement {
    static var type: ScalarType { .timespan }
    var stored: Int64 { ticks }
    init(stored: Int64) { self.init(ticks: stored) }
}

extension Double: PlainElement {
    static var type: ScalarType { .real }
    static var missing: Double { 0 }
    var stored: Double { self }
    init(stored: Double) { self = stored }
    static func source(_ column: Column) -> [Double] { if case .reals(let values) = column.storage { values } else { [] } }
    static func storage(_ target: [Double]) -> Column.Storage { .reals(target) }
}

extension Bool: PlainElement {
    static var type: ScalarType { .bool }
    static var missing: Bool { false }
    var stored: Bool { self }
    init(stored: Bool) { self = stored }
    static func source(_ column: Column) -> [Bool] { if case .bools(let values) = column.storage { values } else { [] } }
    static func storage(_ target: [Bool]) -> Column.Storage { .bools(target) }
}

extension Decimal: PlainElement {
    static var type: ScalarType { .decimal }
    static var missing: Decimal { 0 }
    var stored: Decimal { self }
    init(stored: Decimal) { self = stored }
    static func source(_ column: Column) -> [Decimal] { if case .decimals(let values) = column.storage { values } else { [] } }
    static func storage(_ target: [Decimal]) -> Column.Storage { .decimals(target) }
}

extension UUID: PlainElement {
    static var type: ScalarType { .guid }
    static var missing: UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) }
    var stored: UUID { self }
    init(stored: UUID) { self = stored }
    static func source(_ column: Column) -> [UUID] { if case .guids(let values) = column.storage { values } else { [] } }
    static func storage(_ target: [UUID]) -> Column.Storage { .guids(target) }
}

extension Value: PlainElement {
    static var type: ScalarType { .dynamic }
    static var readsNull: Bool { true }
    static var missing: Value { .null }
    static func footprint(_ value: Value?) -> Int { value?.footprint ?? 0 }
    var stored: Value { self }
    init(stored: Value) { self = stored }
    static func source(_ column: Column) -> [Value] { if case .dynamics(let values) = column.storage { values } else { [] } }
    static func storage(_ target: [Value]) -> Column.Storage { .dynamics(target) }
}

extension String: ScalarElement {
    static var type: ScalarType { .string }
    static var readsNull: Bool { true }
    static func source(_ column: Column) -> StringBuffer {
        if case .strings(let values) = column.storage { values } else { StringBuffer() }
    }
    @inline(__always)
    static func read(_ source: StringBuffer, _ index: Int) -> String { source[index] }
    static func target(capacity: Int) -> StringBuffer { StringBuffer(capacity: capacity) }
    static func write(_ value: String?, to target: inout StringBuffer) { target.append(value ?? "") }
    static func storage(_ target: StringBuffer) -> Column.Storage { .strings(target) }
}
