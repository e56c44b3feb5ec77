internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives

/// `/portal/events`: what happens to incidents, as it happens. The id of a message is a place in the log of changes, so a
/// browser that comes back goes on behind the last message that it had: nothing is lost, and nothing told twice.
struct EventRoutes: Surface {
    let pages: Pages
    let feed: LiveFeed

    func add(to routes: RouteTable) {
        routes.get("portal/events", needs: .permission(.readSecurityData), use: events)
    }

    @Sendable func events(_ request: Request, context: APIContext) async throws -> Response {
        guard let caller = context.caller, let seat = feed.join(caller.name) else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "5"])
        }
        let asked = EventRoutes.lastEvent.flatMap { request.headers[$0] } ?? request.uri.queryParameters["after"].map(String.init)
        let headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        do {
            // Before the first byte: whoever has the answer misses nothing of what is done from then on.
            let place =
                if let asked = asked.flatMap({ Int64($0) }) { asked } else {
                    try await pages.services.store.read { try $0.lastChange() }
                }
            return Response(status: .ok, headers: headers, body: body(from: place, seat, context))
        } catch {
            feed.leave(seat)
            throw error
        }
    }

    private static let lastEvent = HTTPField.Name("Last-Event-ID")

    /// - Parameter start: the place to go on from.
    private func body(from start: Int64, _ seat: LiveFeed.Seat, _ context: APIContext) -> ResponseBody {
        let (feed, store, signIn) = (feed, pages.services.store, pages.services.access.signIn)
        return ResponseBody { writer in
            defer { feed.leave(seat) }
            try await writer.write(ByteBuffer(string: "retry: 2000\nid: \(start)\n\n"))
            var place = try await EventRoutes.tell(from: start, store, &writer)
            for await signal in seat.signals {
                // At a pulse as well: it may have taken the place of a signal that waited.
                place = try await EventRoutes.tell(from: place, store, &writer)
                guard signal == .pulse else { continue }
                // Listening is no use of the session: it ends as it would without.
                if let session = context.session, try await signIn.watcher(by: session, at: .now) != context.caller { break }
                try await writer.write(ByteBuffer(string: ": here\n\n"))
            }
            try await writer.finish(nil)
        }
    }

    /// Writes what the log says behind a place; answers where it ends.
    private static func tell(
        from place: Int64, _ store: CaseStore, _ writer: inout any ResponseBodyWriter
    ) async throws -> Int64 {
        var place = place
        while true {
            let from = place
            let news = try await store.read { try LiveNews(after: from, $0) }
            if let message = news.message { try await writer.write(ByteBuffer(string: message)) }
            place = news.end
            if !news.hasMore { return place }
        }
    }
}
