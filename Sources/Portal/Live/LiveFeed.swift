package import CaseStore
package import Logging
internal import Primitives
internal import ServiceLifecycle
internal import Synchronization

/// Follows the log of changes once for all open pages, and wakes them when it has grown. Each page then reads on from its own
/// place in the log, within its own view; while nothing happens nobody reads anything but this one.
package final class LiveFeed: Service {
    /// How often the end of the log is looked at while somebody listens.
    static let interval: Swift.Duration = .milliseconds(250)
    /// Looks between two pulses. At a pulse a stream says that it is still there, and asks again who listens.
    static let looksPerPulse = 60
    /// Streams in all; more are told to come again later. Of one person's the oldest ends for a new one: a browser that went on to
    /// another page is noticed late.
    static let mostStreams = 1_000
    static let mostByPerson = 40

    enum Signal: Sendable {
        /// The log has grown.
        case grown
        case pulse
    }

    /// A place among those that are woken.
    struct Seat: Sendable {
        fileprivate let number: UInt64
        fileprivate let person: String
        let signals: AsyncStream<Signal>
    }

    private struct State {
        var seats: [UInt64: AsyncStream<Signal>.Continuation] = [:]
        /// The seats of each person, the oldest first.
        var byPerson: [String: [UInt64]] = [:]
        var lastSeat: UInt64 = 0
        var isClosed = false

        mutating func remove(_ seat: UInt64, of person: String) -> AsyncStream<Signal>.Continuation? {
            guard let continuation = seats.removeValue(forKey: seat) else { return nil }
            byPerson[person]?.removeAll { $0 == seat }
            if byPerson[person]?.isEmpty == true { byPerson[person] = nil }
            return continuation
        }
    }

    private let store: CaseStore
    private let logger: Logger
    private let state = Mutex(State())

    package init(store: CaseStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Ends all streams when the process is asked to end; until then, wakes them.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var (last, looks) = (Int64(0), 0)
            while (try? await Task.sleep(for: LiveFeed.interval)) != nil {
                guard self.state.withLock({ !$0.seats.isEmpty }) else { continue }
                looks += 1
                do {
                    let end = try await self.store.read { try $0.lastChange() }
                    if end != last { self.wake(.grown) } else if looks % LiveFeed.looksPerPulse == 0 { self.wake(.pulse) }
                    last = end
                } catch {
                    self.logger.error("the log of changes cannot be followed", metadata: ["error": "\(error)"])
                }
            }
        }
        close()
    }

    /// A place for a stream; `nil` where there are too many, or the process ends.
    func join(_ person: String) -> Seat? {
        state.withLock { state in
            guard !state.isClosed, state.seats.count < LiveFeed.mostStreams else { return nil }
            if let own = state.byPerson[person], own.count >= LiveFeed.mostByPerson, let oldest = own.first {
                state.remove(oldest, of: person)?.finish()
            }
            // A signal that waits already says all that another would, as a pulse makes a stream read on, too.
            let (signals, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(1))
            state.lastSeat += 1
            state.seats[state.lastSeat] = continuation
            state.byPerson[person, default: []].append(state.lastSeat)
            return Seat(number: state.lastSeat, person: person, signals: signals)
        }
    }

    func leave(_ seat: Seat) {
        _ = state.withLock { $0.remove(seat.number, of: seat.person) }
    }

    private func wake(_ signal: Signal) {
        for seat in state.withLock({ Array($0.seats.values) }) { seat.yield(signal) }
    }

    private func close() {
        let seats = state.withLock { state in
            state.isClosed = true
            return Array(state.seats.values)
        }
        for seat in seats { seat.finish() }
    }
}
