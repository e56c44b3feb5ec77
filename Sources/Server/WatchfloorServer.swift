internal import Access
internal import CaseStore
internal import Events
internal import Flow
internal import Foundation
internal import GraphAPI
internal import Hummingbird
internal import Hunting
internal import Ingestion
internal import Logging
internal import Portal
internal import Primitives
internal import SQLiteDriver
internal import ServiceLifecycle
internal import UnixSignals

/// The whole product, composed: stores, flow and surfaces, in the order in which they start.
///
///     stores -> inbox -> flow -> (example) -> { pipelines, followed files, housekeeping, listeners, webhooks,
///     detection, HTTP, live pages }
///
/// They stop in the reverse order of the list: the door closes first, the pipeline last.
public enum WatchfloorServer {
    /// Runs until the process is asked to end (SIGTERM, SIGINT).
    /// - Throws: `StartError` and the errors of what cannot be opened, each saying what to do.
    public static func run(_ configuration: ServerConfiguration) async throws {
        let logger = LineLog.logger(level: configuration.logLevel)
        try configuration.data.create()
        let door = try HTTPDoor(configuration, logger)
        let store = try await openStore(configuration.data) { step in
            logger.notice("bringing the store up to date, which may take a minute", metadata: ["step": "\(step)"])
        }
        let content = try content(of: configuration)
        let specs = try TableSpecs.load(content.folder)
        let functions = try FunctionFiles.load(content.folder)
        let events = try EventOpening(configuration, specs: specs, functions: functions, logger)
        let inbox = try Inbox(
            directory: configuration.data.inbox.path, policy: configuration.inbox,
            consumedThrough: try await positions(store, events.store))
        for notice in inbox.notices { logger.warning("\(notice)") }
        let flow = try await CaseFlow(
            store: store, policy: configuration.correlation, events: events.intake)
        if configuration.loadsExample {
            try await ExampleLoader(flow: flow, inbox: inbox, logger: logger).load(from: content)
        }
        let api = try await services(
            configuration, door, store: store, flow: flow, inbox: inbox, events: events.tables)
        try await api.hunts.usage.restore(from: store, at: .now)
        try await SetupNotice.show(api.access.setup, store, address: api.facts.address)
        try await serve(api, by: door, configuration, logger)
        await inbox.close()
        logger.info("stopped")
    }

    /// How far each store has come in the inbox.
    private static func positions(
        _ store: CaseStore, _ events: (any EventStore)?
    ) async throws -> [InboxConsumer: UInt64] {
        let alerts = try await Pipeline.position(in: store)
        guard let events else { return [.alerts: alerts] }
        return [.alerts: alerts, .events: try await EventPipeline.position(in: events, alerts: alerts)]
    }

    static func openStore(
        _ data: DataDirectory, announce: @Sendable (_ step: String) -> Void = { _ in }
    ) async throws -> CaseStore {
        let database = try SQLiteDatabase(path: data.cases.path)
        return try await CaseStore(database: database, seal: try ChangeSeal(folder: data.keys), announce: announce)
    }

    private static func services(
        _ configuration: ServerConfiguration, _ door: HTTPDoor, store: CaseStore, flow: CaseFlow, inbox: Inbox,
        events: HuntedEvents
    ) async throws -> APIServices {
        let key = try AdministratorKey(file: configuration.data.administratorToken)
        let callers = try await CallerBook(
            store: store, administrator: key.digest, keys: try await SigningKeyRing(folder: configuration.data.keys))
        let facts = ServerFacts(
            version: WatchfloorVersion.current, started: .now, address: configuration.address, tenant: callers.tenant)
        return APIServices(
            store: store, flow: flow, inbox: inbox, data: configuration.data,
            access: AccessServices(store: store, callers: callers, keys: configuration.data.keys),
            secrets: try SecretBox(folder: configuration.data.keys), facts: facts,
            limits: configuration.limits, events: events,
            external: try ExternalReader(configuration.externalData, places: configuration.addressDatabase),
            hunting: configuration.hunting,
            connections: { door.connections },
            certificateExpires: { door.identity.map { Timestamp(unixSeconds: Int64($0.current.expires.timeIntervalSince1970)) } })
    }

    private static func serve(
        _ api: APIServices, by door: HTTPDoor, _ configuration: ServerConfiguration, _ logger: Logger
    ) async throws {
        let portal = try PageTemplates(folder: try content(of: configuration).portal.path)
        let feed = LiveFeed(store: api.store, logger: logger)
        let http = Application(
            router: GraphAPI.router(
                api, surfaces: Portal.surfaces(api, templates: portal, feed: feed),
                problems: Portal.problems(api, templates: portal)),
            server: door.builder,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "watchfloor"),
            onServerRunning: { _ in
                logger.info("listening", metadata: ["address": "\(api.facts.address)", "version": "\(api.facts.version)"])
            },
            logger: logger)
        let services: [any Service] =
            [door.renewal].compactMap(\.self) + [
                Pipeline(inbox: api.inbox, flow: api.flow, logger: logger)
            ] + eventServices(api, configuration, logger) + [
                FileFollowing(flow: api.flow, inbox: api.inbox, logger: logger),
                Housekeeping(flow: api.flow, inbox: api.inbox, policy: configuration.retention, logger: logger),
                AccessHousekeeping(api.access, logger: logger),
                HuntUsageKeeping(api.hunts.usage, store: api.store, logger: logger),
                try listeners(api, door, logger),
                webhooks(api, logger),
                DetectionService(api.detections, logger: logger),
                http,
                // Told to stop before the door is: it ends the streams that the door would wait for.
                feed,
            ]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map(named), gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch {
            throw StartError(error, configuration)
        }
    }

    /// With its type as its name: without one, all that a service holds is written out for it.
    private static func named(_ service: any Service) -> ServiceGroupConfiguration.ServiceConfiguration {
        ServiceGroupConfiguration.ServiceConfiguration(service: service, serviceName: "\(type(of: service))")
    }

    private static func eventServices(
        _ api: APIServices, _ configuration: ServerConfiguration, _ logger: Logger
    ) -> [any Service] {
        guard case .success(let store) = api.flow.events.store else { return [] }
        return [
            EventPipeline(inbox: api.inbox, flow: api.flow, store: store, logger: logger),
            EventKeeping(store: store, logger: logger),
            EventHousekeeping(store: store, policy: configuration.eventRetention, logger: logger),
        ]
    }

    private static func listeners(_ api: APIServices, _ door: HTTPDoor, _ logger: Logger) throws -> ListenerKeeping {
        let security = try door.identity.map { try SyslogSecurity($0) }
        let syslog = SyslogListening(flow: api.flow, door: api.door, security: security, logger: logger)
        return ListenerKeeping(flow: api.flow, logger: logger) { try await syslog.open($0) }
    }

    private static func webhooks(_ api: APIServices, _ logger: Logger) -> WebhookDispatch {
        let policy = WebhookPolicy()
        let sender = WebhookSender(policy: policy)
        return WebhookDispatch(
            flow: api.flow, policy: policy, logger: logger, render: { try api.render($0, alerts: $1) },
            secret: { try api.secret(of: $0) }, send: { await sender.send($0) })
    }

    private static func content(of configuration: ServerConfiguration) throws -> ContentDirectory {
        try ContentDirectory(configuration.contentDirectory)
    }
}
