public import struct Foundation.Decimal
public import struct Foundation.UUID

/// One scalar. Columns hold values of one type; a `Value` stands alone: a literal, or something inside a dynamic.
///
/// `int` and `long` share a case: which of them it is says the column. A null of any type is `null`; strings have no
/// null, theirs is `""`.
public enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case long(Int64)
    case real(Double)
    case decimal(Decimal)
    /// Ticks of 100 ns since year 1, UTC.
    case datetime(Int64)
    /// Ticks of 100 ns.
    case timespan(Int64)
    case guid(UUID)
    case string(String)
    case array([Value])
    case bag(Bag)

    /// Texts are compared byte for byte, as everywhere in the language.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.long(let one), .long(let other)): one == other
        case (.real(let one), .real(let other)): one == other
        case (.decimal(let one), .decimal(let other)): one == other
        case (.datetime(let one), .datetime(let other)): one == other
        case (.timespan(let one), .timespan(let other)): one == other
        case (.guid(let one), .guid(let other)): one == other
        case (.string(let one), .string(let other)): one.isExactly(other)
        case (.array(let one), .array(let other)): one == other
        case (.bag(let one), .bag(let other)): one == other
        default: false
        }
    }

    var isNull: Bool { if case .null = self { true } else { false } }

    /// The type that the value has by itself.
    var type: ScalarType {
        switch self {
        case .bool: .bool
        case .long: .long
        case .real: .real
        case .decimal: .decimal
        case .datetime: .datetime
        case .timespan: .timespan
        case .guid: .guid
        case .string: .string
        case .null, .array, .bag: .dynamic
        }
    }

    /// Roughly the bytes it takes. What stands inside others counts by their number: it is shared with where it came from.
    var footprint: Int {
        switch self {
        case .string(let text): 32 + text.utf8.count
        case .array(let elements): 64 + elements.count * 32
        case .bag(let bag): 64 + bag.keys.count * 64
        default: 32
        }
    }

    var array: [Value]? { if case .array(let elements) = self { elements } else { nil } }
    var bag: Bag? { if case .bag(let bag) = self { bag } else { nil } }
    var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The ticks, the number or the flag as a whole number, where the value is kept as one.
    var integer: Int64? {
        switch self {
        case .long(let number), .datetime(let number), .timespan(let number): number
        case .bool(let flag): flag ? 1 : 0
        default: nil
        }
    }
}

/// A property bag: names with values in the order they came in; a name occurs once.
public struct Bag: Hashable, Sendable {
    public private(set) var keys: [String] = []
    public private(set) var values: [Value] = []
    /// Where each name stands, once there are many.
    private var places: [String: Int] = [:]

    private static let smallCount = 16

    public init() {}

    init(_ members: some Sequence<(String, Value)>) {
        for (key, value) in members { self[key] = value }
    }

    public var count: Int { keys.count }

    public subscript(key: String) -> Value? {
        get { place(of: key).map { values[$0] } }
        set {
            guard let newValue else { return remove(key) }
            if let place = place(of: key) {
                values[place] = newValue
                return
            }
            keys.append(key)
            values.append(newValue)
            if keys.count > Bag.smallCount { index(from: places.isEmpty ? 0 : keys.count - 1) }
        }
    }

    private mutating func remove(_ key: String) {
        guard let place = place(of: key) else { return }
        keys.remove(at: place)
        values.remove(at: place)
        places = [:]
        if keys.count > Bag.smallCount { index(from: 0) }
    }

    private mutating func index(from start: Int) {
        for place in start..<keys.count { places[keys[place]] = place }
    }

    private func place(of key: String) -> Int? {
        guard !places.isEmpty else { return keys.firstIndex { $0.isExactly(key) } }
        guard let place = places[key] else { return nil }
        // The index finds what looks alike.
        return keys[place].isExactly(key) ? place : keys.firstIndex { $0.isExactly(key) }
    }

    public static func == (left: Bag, right: Bag) -> Bool {
        left.count == right.count && zip(left.keys, left.values).allSatisfy { right[$0] == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        var sum = 0
        for key in keys { sum ^= key.hashValue }
        hasher.combine(sum)
    }
}

extension String {
    /// Whether the bytes are the same. To Swift texts are equal that look alike, the sign of Kelvin and the letter K.
    func isExactly(_ other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }
}
