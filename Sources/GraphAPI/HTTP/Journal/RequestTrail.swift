internal import Synchronization

/// What becomes known of a request deeper inside, for the rings around it.
final class RequestTrail: Sendable {
    private let name = Mutex<String?>(nil)

    /// The name of who asks; `nil` while nobody is known.
    var caller: String? {
        get { name.withLock { $0 } }
        set { name.withLock { $0 = newValue } }
    }
}
