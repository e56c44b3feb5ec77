internal import Synchronization

/// What SQL cannot say, the engine says while the store runs: the store has functions whose first argument is a number,
/// and the number stands for a part of the query here. `kql_test` tests a text; `kql_bool`, `kql_long`, `kql_real` and
/// `kql_text` work out an expression.
public final class StoreCalls: Sendable {
    private struct State {
        var calls: [Int64: StoreCall] = [:]
        var last: Int64 = 0
    }

    private let state = Mutex(State())

    public init() {}

    public subscript(number: Int64) -> StoreCall? { state.withLock { $0.calls[number] } }

    func add(_ call: StoreCall) -> Int64 {
        state.withLock {
            $0.last += 1
            $0.calls[$0.last] = call
            return $0.last
        }
    }

    /// A test of a text that SQL may call by its number for as long as the lease is held.
    public func lease(_ test: @escaping @Sendable (String) -> Bool) -> StoreCallLease {
        StoreCallLease(self, add(.test(StoreTest(isNegated: false) { test(String(decoding: $0, as: UTF8.self)) })))
    }

    func remove(_ numbers: [Int64]) {
        state.withLock { for number in numbers { $0.calls[number] = nil } }
    }

    /// How many stand for parts of queries that still run.
    public var count: Int { state.withLock { $0.calls.count } }
}

/// Keeps a call known.
public final class StoreCallLease: Sendable {
    public let number: Int64
    private let calls: StoreCalls

    init(_ calls: StoreCalls, _ number: Int64) { (self.calls, self.number) = (calls, number) }

    deinit { calls.remove([number]) }
}

/// One part of a query that the store asks the engine for.
public enum StoreCall: Sendable {
    case test(StoreTest)
    case expression(StoreExpression)
}

/// A test of a text.
public struct StoreTest: Sendable {
    /// Tests texts and answers each; one call for many rows.
    private let run: @Sendable (UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, UnsafeMutablePointer<Bool>) -> Void

    init(isNegated: Bool, _ test: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Bool) {
        run = { texts, answers in
            for index in texts.indices { answers[index] = test(texts[index]) != isNegated }
        }
    }

    /// - Parameter test: tests all texts at once.
    init(
        isNegated: Bool,
        ofMany test: @escaping @Sendable (UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, UnsafeMutablePointer<Bool>) -> Void
    ) {
        run = { texts, answers in
            test(texts, answers)
            if isNegated { for index in texts.indices { answers[index].toggle() } }
        }
    }

    /// Whether one text passes.
    func passes(_ text: String) -> Bool {
        var (text, answer) = (text, false)
        text.withUTF8 { bytes in
            withUnsafePointer(to: bytes) { run(UnsafeBufferPointer(start: $0, count: 1), &answer) }
        }
        return answer
    }

    /// - Parameter answers: room for as many as there are texts.
    public func callAsFunction(
        _ texts: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, _ answers: UnsafeMutablePointer<Bool>
    ) {
        run(texts, answers)
    }
}

/// An expression over some of the store's columns.
public struct StoreExpression: Sendable {
    /// What the arguments are, in their order.
    public let columns: [SQLColumn]
    public let result: ScalarType
    private let evaluator: Evaluator

    init(_ expression: BoundExpression, over columns: [SQLColumn]) throws {
        var (columns, expressions) = (columns, [expression])
        columns.keepTexts(&expressions)
        self.columns = columns
        result = expression.type
        evaluator = try Evaluator(expressions[0])
    }

    /// The values for rows whose columns are given.
    public func values(_ columns: [Column], count: Int) throws -> Column {
        try evaluator.evaluate(Batch(columns, count: count))
    }
}

/// The calls of one translation. Equal expressions are one call, so that the store works them out once.
final class CallBook {
    private let calls: StoreCalls
    private var known: [String: Int64] = [:]

    init(_ calls: StoreCalls) { self.calls = calls }

    deinit { calls.remove(Array(known.values)) }

    /// - Returns: `nil` where there is nothing to call.
    func number(_ key: String, _ make: () throws -> StoreCall?) rethrows -> Int64? {
        if let number = known[key] { return number }
        guard let call = try make() else { return nil }
        let number = calls.add(call)
        known[key] = number
        return number
    }
}
