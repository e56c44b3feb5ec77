import Foundation
import Ingestion
import Primitives
import Testing

/// One folder under `Goldens/<format>/`.
struct GoldenCase: CustomTestStringConvertible {
    var format: String
    var name: String
    var input: [UInt8]
    var mapping: String?
    /// The file in the sources, where a new expectation is written.
    private var folder: URL

    var testDescription: String { "\(format)/\(name)" }

    /// When the records of the cases arrive.
    static let received = Timestamp("2026-11-20T12:00:00Z") ?? .distantPast

    var record: RawRecord { RawRecord(source: "test", received: GoldenCase.received, bytes: input) }

    func alertFormat() throws -> any AlertFormat {
        if let mapping { return try MappingFormat(yaml: mapping, name: name) }
        if format == "ait-ads" { return try ShippedMapping.named("ait-ads") }
        return try #require(AlertFormats.named(format), "a folder without a format: \(format)")
    }

    /// What the format makes of the record, rendered.
    func outcome() throws -> String {
        let format = try alertFormat()
        do throws(IngestionError) {
            return ReportRendering.text(.success(try format.reports(in: record)))
        } catch {
            return ReportRendering.text(.failure(error))
        }
    }

    var expectation: String? { try? String(contentsOf: folder.appending(path: "expected.json"), encoding: .utf8) }

    func recordExpectation(_ text: String) throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = sources.appending(path: "Goldens/\(format)/\(name)/expected.json")
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    static let all: [GoldenCase] = {
        guard let root = Bundle.module.url(forResource: "Goldens", withExtension: nil) else { return [] }
        return folders(in: root).flatMap { format in
            folders(in: format).compactMap { GoldenCase(format: format.lastPathComponent, folder: $0) }
        }
    }()

    private init?(format: String, folder: URL) {
        let files = ["input.json", "input.txt"].lazy.map { folder.appending(path: $0) }
        guard let data = files.compactMap({ try? Data(contentsOf: $0) }).first else { return nil }
        self.format = format
        self.folder = folder
        name = folder.lastPathComponent
        input = Array(data)
        mapping = try? String(contentsOf: folder.appending(path: "mapping.yaml"), encoding: .utf8)
    }

    private static func folders(in root: URL) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(
            at: root, includingPropertiesForKeys: [.isDirectoryKey])
        return (found ?? []).filter(\.hasDirectoryPath).sorted { $0.path < $1.path }
    }
}

/// The mappings of `Content/mappings`.
enum ShippedMapping {
    static func named(_ name: String) throws -> MappingFormat {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let yaml = try String(contentsOf: root.appending(path: "Content/mappings/\(name).yaml"), encoding: .utf8)
        return try MappingFormat(yaml: yaml, name: name)
    }
}
