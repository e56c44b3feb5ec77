internal import Access
internal import CaseStore
internal import Flow

/// Finds the source of each record of one request, and whether the caller may send to it.
struct ShipperSource {
    private let caller: Caller?
    private let context: APIContext
    private let known: [String]
    private var found: [[String]: Result<String, any Error>] = [:]

    init(_ context: APIContext, among services: APIServices) {
        self.context = context
        caller = context.caller
        known = services.door.sources
    }

    /// - Parameter streams: what the record calls its destination, the best name first.
    /// - Throws: `SourceChoiceError`, and `APIError` where the caller may not send there.
    mutating func source(streams: [String]) throws -> String {
        if let found = found[streams] { return try found.get() }
        let result = Result { try choose(streams) }
        found[streams] = result
        return try result.get()
    }

    private func choose(_ streams: [String]) throws -> String {
        // A program that may send to one source alone need not name it.
        let own = caller?.scopes(for: .sendRecords).map(\.sources) ?? []
        let bound = own.count == 1 && own[0]?.count == 1 ? own[0]?.first : nil
        let source = try SourceChoice.source(bound: bound, streams: streams, known: known)
        _ = try context.sender(of: source)
        return source
    }
}
