internal import Access
internal import CaseStore
internal import Flow
internal import Foundation
internal import Hummingbird
internal import Ingestion
internal import Primitives
internal import SecurityModel

/// `GET /api/status` and `POST /api/backup`.
struct StatusRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/status", needs: .permission(.readSystemSettings), use: status)
        routes.post("api/backup", needs: .permission(.manageSystemSettings), use: backup)
    }

    @Sendable func status(_ request: Request, context: APIContext) async throws -> Response {
        let counts = try await services.store.read { try StoreCounts($0) }
        let inbox = services.inbox.status
        let facts = services.facts
        return .json([
            "version": .string(facts.version), "started": .string(facts.started.rfc3339),
            "dataDirectory": .string(services.data.folder.path), "alerts": .integer(counts.alerts),
            "incidents": .integer(counts.incidents), "queue": .integer(counts.queue), "offQueue": .integer(counts.offQueue),
            "rejected": .integer(counts.rejected),
            "inbox": [
                "waiting": .integer(Int64(inbox.unreadRecords)), "bytes": .integer(Int64(inbox.unreadBytes)),
                "limitBytes": .integer(Int64(services.inbox.policy.largestBacklogBytes)),
            ],
            "events": events,
        ])
    }

    /// Whether events are stored, and why not.
    private var events: JSONValue {
        switch services.flow.events.store {
        case .success: ["available": true, "stored": .integer(Int64(services.flow.events.meter.rows))]
        case .failure(let error): ["available": false, "reason": .string("\(error)")]
        }
    }

    @Sendable func backup(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        guard let directory = try await request.object(allowing: ["directory"]).text("directory"), directory.hasPrefix("/")
        else { throw APIError.badRequest("'directory' is missing: the absolute path of a folder that is not there yet") }
        do {
            let bytes = try await services.backup.make(in: directory)
            let counts = try await services.store.read { try StoreCounts($0) }
            return .json([
                "directory": .string(directory), "bytes": .integer(bytes), "alerts": .integer(counts.alerts),
                "incidents": .integer(counts.incidents),
            ])
        } catch let error as BackupError {
            throw APIError.badRequest("\(error)")
        } catch let error where APIError(error) == nil {
            // Who may back up may know why it failed: the path is theirs, and the server's log is another machine's.
            let reason = (error as? CocoaError)?.localizedDescription ?? "\(error)"
            throw APIError.conflict("there is no backup in '\(directory)': \(reason)")
        }
    }
}

/// How much there is of everything.
struct StoreCounts: Sendable {
    var alerts: Int64
    var incidents: Int64
    var queue: Int64
    var offQueue: Int64
    var rejected: Int64

    init(_ reader: CaseReader) throws {
        alerts = try reader.lastAlert()
        incidents = try reader.lastIncident()
        var open = IncidentQuery()
        open.statuses = IncidentStatus.open
        open.isOnQueue = true
        queue = try reader.incidentCount(open)
        open.isOnQueue = false
        offQueue = try reader.incidentCount(open)
        rejected = try reader.rejectedCount(source: nil)
    }
}
