internal import Access
internal import CaseStore
internal import Flow
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import NIOCore
internal import Primitives

/// `GET /metrics`: figures for Prometheus and whatever reads its text.
struct MetricsRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("metrics", needs: .permission(.readSystemSettings), use: metrics)
    }

    @Sendable func metrics(_ request: Request, context: APIContext) async throws -> Response {
        _ = try QueryOptions(request, allowing: [])
        let counts = try await services.store.read { try StoreCounts($0) }
        var page = MetricsPage()
        services.metrics.write(to: &page)
        writeConnections(to: &page)
        writeInbox(to: &page)
        page.single(
            "watchfloor_events_stored_total", .counter, "Rows of events that were stored.",
            Double(services.flow.events.meter.rows))
        write(services.flow.detections.reading, to: &page)
        write(counts, to: &page)
        write(StoreSizes(services.data), to: &page)
        write(ProcessFigures(), to: &page)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page.text)))
    }

    private func writeConnections(to page: inout MetricsPage) {
        let counts = services.connections()
        page.single("watchfloor_http_connections", .gauge, "Open connections.", Double(counts.open))
        page.single(
            "watchfloor_http_connections_refused_total", .counter, "Connections over a limit.", Double(counts.refused))
        guard let expires = services.certificateExpires() else { return }
        page.single(
            "watchfloor_certificate_expiry_seconds", .gauge, "When the server's certificate runs out, in seconds since 1970.",
            Double(expires.unixSeconds))
    }

    private func writeInbox(to page: inout MetricsPage) {
        let inbox = services.inbox.status
        page.single("watchfloor_inbox_records", .gauge, "Records that wait to be read.", Double(inbox.unreadRecords))
        page.single("watchfloor_inbox_bytes", .gauge, "Bytes that wait to be read.", Double(inbox.unreadBytes))
        page.single(
            "watchfloor_inbox_limit_bytes", .gauge, "Bytes that may wait.", Double(services.inbox.policy.largestBacklogBytes))
    }

    private func write(_ detections: DetectionMeter.Reading, to page: inout MetricsPage) {
        page.family("watchfloor_detection_runs_total", .counter, "Runs of rules of detection, by how they ended.")
        for status in DetectionRun.Status.allCases {
            page.sample("watchfloor_detection_runs_total", [("status", "\(status)")], Double(detections.runs[status] ?? 0))
        }
        page.single("watchfloor_detection_seconds_total", .counter, "Time that queries of rules took.", detections.took.seconds)
        page.single("watchfloor_detection_alerts_total", .counter, "Alerts that rules made.", Double(detections.alerts))
        page.single(
            "watchfloor_detection_disabled_total", .counter, "Rules disabled because they failed again and again.",
            Double(detections.disabled))
    }

    private func write(_ counts: StoreCounts, to page: inout MetricsPage) {
        page.single("watchfloor_alerts_placed_total", .counter, "Alerts that came to an incident.", Double(counts.alerts))
        page.single("watchfloor_incidents_opened_total", .counter, "Incidents made.", Double(counts.incidents))
        page.family("watchfloor_incidents_open", .gauge, "Incidents that are not resolved.")
        page.sample("watchfloor_incidents_open", [("queue", "on")], Double(counts.queue))
        page.sample("watchfloor_incidents_open", [("queue", "off")], Double(counts.offQueue))
        page.single("watchfloor_records_rejected", .gauge, "Kept records that nobody could read.", Double(counts.rejected))
    }

    private func write(_ sizes: StoreSizes, to page: inout MetricsPage) {
        page.family("watchfloor_store_bytes", .gauge, "Bytes on the disk.")
        for (part, bytes) in sizes.parts { page.sample("watchfloor_store_bytes", [("part", part)], Double(bytes)) }
        page.single("watchfloor_disk_free_bytes", .gauge, "Bytes that are free where the data is.", Double(sizes.free))
    }

    private func write(_ figures: ProcessFigures, to page: inout MetricsPage) {
        page.single("process_resident_memory_bytes", .gauge, "Memory in use.", Double(figures.residentBytes))
        page.single("process_cpu_seconds_total", .counter, "Processor time.", figures.processorSeconds)
        page.single("process_open_fds", .gauge, "Open files and sockets.", Double(figures.openFiles))
        page.single("process_max_fds", .gauge, "Files and sockets that may be open.", Double(figures.mostFiles))
        page.single(
            "process_start_time_seconds", .gauge, "When the server started.",
            Double(services.facts.started.unixSeconds))
        page.family("watchfloor_info", .gauge, "The version.")
        page.sample("watchfloor_info", [("version", services.facts.version)], 1)
    }
}

/// How much the data takes on the disk.
struct StoreSizes {
    let parts: [(String, Int64)]
    let free: Int64

    init(_ data: DataDirectory) {
        let wal = data.cases.deletingLastPathComponent().appendingPathComponent(data.cases.lastPathComponent + "-wal")
        let segments = (try? FileManager.default.contentsOfDirectory(at: data.inbox, includingPropertiesForKeys: nil)) ?? []
        parts = [
            ("database", StoreSizes.size(data.cases)), ("databaseLog", StoreSizes.size(wal)),
            ("inbox", segments.reduce(0) { $0 + StoreSizes.size($1) }), ("events", StoreSizes.size(data.events)),
        ]
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: data.folder.path)
        free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    }

    private static func size(_ file: URL) -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
