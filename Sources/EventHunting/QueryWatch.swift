internal import DuckDBEvents
internal import Foundation
internal import KQL

/// Ends a statement of DuckDB's when its query has to end: a thread that asks for as long as the statement runs.
///
/// `@unchecked Sendable`: what it holds never changes, and the condition guards whether it is over.
final class QueryWatch: @unchecked Sendable {
    /// How often is asked.
    private static let pause: TimeInterval = 0.02

    private let stop: QueryStop
    private let interrupter: DuckDBInterrupter
    private let condition = NSCondition()
    private var isOver = false

    init(_ stop: QueryStop, _ interrupter: DuckDBInterrupter) {
        self.stop = stop
        self.interrupter = interrupter
        Thread.detachNewThread { [self] in watch() }
    }

    private func watch() {
        condition.lock()
        defer { condition.unlock() }
        while !isOver {
            _ = condition.wait(until: Date(timeIntervalSinceNow: QueryWatch.pause))
            if isOver { return }
            if (try? stop.check()) == nil { return interrupter.interrupt() }
        }
    }

    /// The statement is over, or nobody reads its rows any more.
    func end() {
        condition.lock()
        isOver = true
        condition.signal()
        condition.unlock()
    }
}
