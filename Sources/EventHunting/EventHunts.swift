public import DuckDBEvents
public import Events
public import KQL
public import Primitives

/// Hunts over the events of a store.
public struct EventHunts: Sendable {
    private let specs: TableSpecs
    private let connect: @Sendable () throws -> DuckDBConnection
    private let calls = StoreCalls()

    /// - Parameter connect: makes a connection to the database that holds the tables of the specs, for one thread.
    public init(_ specs: TableSpecs, connect: @escaping @Sendable () throws -> DuckDBConnection) {
        (self.specs, self.connect) = (specs, connect)
    }

    /// The tables of events, within a time of theirs, and within one of their coming in.
    /// - Parameter device: whether rows of a device may be seen, by its name; tables that do not say the device are then closed.
    public func tables(
        from start: Timestamp? = nil, to end: Timestamp? = nil, received: ClosedRange<Timestamp>? = nil,
        device: (@Sendable (String) -> Bool)? = nil
    ) -> any TableProvider {
        let catalog = EventCatalog(specs: specs, start: start, end: end, received: received, device: device.map(calls.lease))
        return EventTables(connect: connect, calls: calls, catalog: catalog)
    }
}
