public import Ingestion

/// A format whose events stand on several lines, each of which may come as a record of its own, with lines of other events
/// between. Whoever reads records puts them together, line by line, before they are read.
public protocol JoiningFormat: EventReader {
    /// What a record is a part of; `nil` for one that is read by itself.
    func part(of record: RawRecord) -> EventPart?
}

/// A line among those of its event.
public struct EventPart: Hashable, Sendable {
    public enum Role: Sendable {
        /// One that may be the only one.
        case any
        /// One that others follow.
        case awaitsMore
        /// The last that says something.
        case last
        /// A mark that the event is over, which may stand behind the last.
        case end
    }

    /// The same in all lines of an event, and in no other of its machine.
    public var event: [UInt8]
    public var role: Role

    public init(event: [UInt8], role: Role) {
        self.event = event
        self.role = role
    }
}
