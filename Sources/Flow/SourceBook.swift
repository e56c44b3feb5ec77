internal import CaseStore
internal import EventFormats
internal import Ingestion
internal import SecurityModel

/// The configured sources with their formats made ready.
struct SourceBook: Sendable {
    /// A source and what reads its records.
    struct Entry: Sendable {
        var source: IngestSource
        var reader: SourceReader
        /// Of times that say none.
        let zone: LocalZone
        /// What puts its records together, where events stand on several of them.
        let joining: (any JoiningFormat)?

        init(source: IngestSource, reader: SourceReader) {
            (self.source, self.reader) = (source, reader)
            zone = LocalZone(source.timeZone) ?? .utc
            joining = if case .events(let format) = reader { format as? any JoiningFormat } else { nil }
        }

        var isOfEvents: Bool { if case .events = reader { true } else { false } }

        /// Whether a body is one record as it is: some chunks of a file, without the beginning that the splitter knows it by.
        func isRecord(_ body: [UInt8]) -> Bool {
            isOfEvents && EventFormats.named(source.format)?.readsWholeFiles == true && body.starts(with: "ElfChnk".utf8)
        }

        /// How its bodies are cut into records.
        var shape: RecordSplitter.Shape {
            switch source.format {
            case "auto": .automatic
            case CEFFormat().name, LEEFFormat().name: .lines
            case _ where isOfEvents: .automatic
            default: .json
            }
        }
    }

    private var entries: [String: Entry] = [:]

    /// - Parameter events: the formats of events.
    init(_ sources: [IngestSource], events: EventIntake) {
        for source in sources {
            entries[source.name] = Entry(source: source, reader: SourceBook.reader(of: source, events: events))
        }
    }

    subscript(name: String) -> Entry? { entries[name] }

    var names: [String] { Array(entries.keys) }

    /// The words that name a format of alerts in a source's configuration.
    static let formatNames = AlertFormats.all.map(\.name) + ["mapping", "auto"]

    static func reader(of source: IngestSource, events: EventIntake) -> SourceReader {
        if let format = events.format(named: source.format) { return .events(format) }
        guard source.format == "mapping", EventMapping.isOne(yaml: source.mapping) else { return .alerts(format(of: source)) }
        do throws(IngestionError) { return .events(try events.reader(mapping: source.mapping)) } catch {
            return .alerts(.failure(error))
        }
    }

    static func format(of source: IngestSource) -> Result<any AlertFormat, IngestionError> {
        do throws(IngestionError) {
            if source.format == "mapping" { return .success(try MappingFormat(yaml: source.mapping, name: source.name)) }
            if source.format == "auto" { return .success(DetectedFormat()) }
            guard let format = AlertFormats.named(source.format) else {
                throw .notOfFormat(format: source.format, reason: "there is no format of this name")
            }
            return .success(format)
        } catch {
            return .failure(error)
        }
    }
}

/// What becomes of a source's records.
enum SourceReader: Sendable {
    /// Alerts; the error of a mapping that cannot be compiled stands instead of the format.
    case alerts(Result<any AlertFormat, IngestionError>)
    /// Rows of events.
    case events(any EventReader)
}

/// Each record in the format whose shape it has, for sources that mix products.
private struct DetectedFormat: AlertFormat {
    let name = "auto"

    func reports(in record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard let format = AlertFormats.detect(record) else {
            throw .notOfFormat(format: "known", reason: "no format recognises its shape")
        }
        return try format.reports(in: record)
    }
}
