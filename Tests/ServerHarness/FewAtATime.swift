public import Testing

/// Tests of a suite that start servers or browsers: a few of all such tests run at a time, as they would only take the machine from one
/// another.
public struct FewAtATime: SuiteTrait, TestTrait, TestScoping {
    private static let gate = Gate(6)

    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        // A suite, or a test as a whole, holds no place: its cases do.
        guard testCase != nil else { return try await function() }
        try await FewAtATime.gate.pass(function)
    }
}

extension Trait where Self == FewAtATime {
    public static var fewAtATime: FewAtATime { FewAtATime() }
}

/// Lets a few through at the same time; the others wait for their turn.
private actor Gate {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ width: Int) { free = width }

    func pass(_ body: @Sendable () async throws -> Void) async rethrows {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
        defer { leave() }
        try await body()
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
