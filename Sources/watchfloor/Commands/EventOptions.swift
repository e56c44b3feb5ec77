internal import ArgumentParser
internal import Events
internal import Primitives

/// What the event store may use and keeps, where the defaults do not fit.
struct EventOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Bytes of memory for storing events and for hunts (default: 1 GiB).", valueName: "bytes"))
    var eventsMemory: Int?

    @Option(help: ArgumentHelp("Threads for hunts (default: one for each processor).", valueName: "number"))
    var eventsThreads: Int?

    @Option(
        help: ArgumentHelp(
            "Bytes that hunts may put on the disk when memory is short (default: 10 GiB).", valueName: "bytes"))
    var eventsSpill: Int?

    @Option(help: ArgumentHelp("Days that events are kept; 0 is for ever (default: 30).", valueName: "days"))
    var eventsDays: Int?

    @Option(help: ArgumentHelp("Bytes that all events may take on the disk (default: 100 GiB).", valueName: "bytes"))
    var eventsSize: Int?

    @Option(
        help: ArgumentHelp(
            "A table with limits of its own; 0 is none. May be given several times.", valueName: "table=days[,bytes]"),
        transform: { try TableLimit($0) })
    var eventsTable: [TableLimit] = []

    @Option(
        help: ArgumentHelp(
            """
            What the addresses begin with that queries may read with externaldata, such as https://lists.example.org/iocs/; none is \
            read without it. May be given several times.
            """, valueName: "https://..."))
    var externalData: [String] = []

    @Option(
        help: ArgumentHelp(
            "A database of cities in MaxMind's format, such as GeoLite2-City.mmdb, for geo_info_from_ip_address.",
            valueName: "file"))
    var addressDatabase: String?

    func validate() throws {
        for address in externalData where !address.hasPrefix("https://") || address.dropFirst(8).firstIndex(of: "/") == nil {
            throw ValidationError("--external-data must be https://HOST/ and may go on with a path, not '\(address)'")
        }
        for (name, value, least) in [
            ("memory", eventsMemory, 64 << 20), ("threads", eventsThreads, 1), ("spill", eventsSpill, 0), ("days", eventsDays, 0),
            ("size", eventsSize, EventRetention.leastBytes),
        ] {
            if let value, value < least { throw ValidationError("--events-\(name) must be \(least) or more, not \(value)") }
        }
    }

    var settings: EventStoreSettings {
        var settings = EventStoreSettings()
        if let eventsMemory { settings.memory = eventsMemory }
        if let eventsThreads { settings.threads = eventsThreads }
        if let eventsSpill { settings.spill = eventsSpill }
        return settings
    }

    var retention: EventRetention {
        var retention = EventRetention()
        if let eventsDays { retention.standard.age = eventsDays == 0 ? nil : .days(Int64(eventsDays)) }
        if let eventsSize { retention.totalBytes = eventsSize }
        for limit in eventsTable { retention.tables[limit.table] = limit.limit }
        return retention
    }
}

/// The limits of one table as they are written: `DeviceNetworkEvents=7,20000000000`.
struct TableLimit: Hashable, Sendable {
    var table: String
    var limit: EventRetention.Limit

    init(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1)
        let numbers = parts.count == 2 ? parts[1].split(separator: ",", omittingEmptySubsequences: false).map { Int($0) } : []
        guard (1...2).contains(numbers.count), let days = numbers[0], days >= 0, let bytes = numbers.last, let bytes, bytes >= 0
        else { throw ValidationError("'\(text)' is no 'TABLE=DAYS' or 'TABLE=DAYS,BYTES'") }
        if let least = numbers.count == 2 ? EventRetention.leastBytes : nil, bytes > 0, bytes < least {
            throw ValidationError(
                "'\(text)': a table's limit is \(least) bytes or more, or 0 for none, as tables lie in whole blocks on the disk")
        }
        table = String(parts[0])
        limit = EventRetention.Limit(
            age: days == 0 ? nil : .days(Int64(days)), bytes: numbers.count == 1 || bytes == 0 ? nil : bytes)
    }
}
