internal import GraphAPI
internal import Synchronization

/// Who is connected: how many in all, and how many from each address.
final class ConnectionCensus: Sendable {
    private struct Counts {
        var all = 0
        var byAddress: [String: Int] = [:]
        var refused: Int64 = 0
    }

    private let most: Int
    private let mostPerAddress: Int
    private let counts = Mutex(Counts())

    /// - Parameter most: connections in all; no more than the process may have files open.
    init(most: Int, mostPerAddress: Int) {
        self.most = most
        self.mostPerAddress = mostPerAddress
    }

    /// Counts a connection in; one that is let in has to be counted out by `leave`.
    func enter(_ address: String) -> Bool {
        counts.withLock { counts in
            let ofAddress = counts.byAddress[address, default: 0]
            guard counts.all < most, ofAddress < mostPerAddress else {
                counts.refused += 1
                return false
            }
            counts.all += 1
            counts.byAddress[address] = ofAddress + 1
            return true
        }
    }

    func leave(_ address: String) {
        counts.withLock { counts in
            counts.all -= 1
            let rest = counts.byAddress[address, default: 1] - 1
            counts.byAddress[address] = rest > 0 ? rest : nil
        }
    }

    var open: Int { counts.withLock { $0.all } }
    /// Connections that were closed at once, since the start.
    var refused: Int64 { counts.withLock { $0.refused } }
}
