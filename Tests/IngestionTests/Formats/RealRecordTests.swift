import Foundation
import Ingestion
import Primitives
import SecurityModel
import Testing

/// Reads the real records beside the project, where they are there. `WATCHFLOOR_SHARED` says where.
@Suite struct RealRecordTests {
    private static let folder = URL(
        filePath: ProcessInfo.processInfo.environment["WATCHFLOOR_SHARED"] ?? FileManager.default.currentDirectoryPath
            + "/../shared"
    ).appending(path: "data")

    private static func files(_ folder: String, _ ending: String) -> [URL] {
        let url = Self.folder.appending(path: folder)
        let found = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
        return (found ?? []).filter { $0.lastPathComponent.hasSuffix(ending) }.sorted { $0.path < $1.path }
    }

    private static let isThere = !files("wazuh", ".json.gz").isEmpty

    private func lines(of file: URL) throws -> [[UInt8]] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    private func record(_ line: [UInt8]) -> RawRecord {
        RawRecord(source: "test", received: GoldenCase.received, bytes: line)
    }

    @Test(.enabled(if: isThere, "no real records: set WATCHFLOOR_SHARED to the folder that holds data/"))
    func readsWazuhAndAMiner() throws {
        for file in Self.files("wazuh", ".json.gz") {
            let isAMiner = file.lastPathComponent.contains("aminer")
            for (number, line) in try lines(of: file).enumerated() {
                let place = "\(file.lastPathComponent):\(number + 1)"
                let format = try #require(AlertFormats.detect(record(line)), "\(place)")
                #expect(format.name == (isAMiner ? "aminer" : "wazuh"), "\(place)")
                let report = try #require(try format.reports(in: record(line)).first, "\(place)")
                #expect(!report.evidence.isEmpty, "\(place)")
                #expect(!report.detectorId.isEmpty, "\(place)")
                #expect(report.additionalData["reportedTime"] == nil, "\(place)")
                let data = try JSONDocument(parsing: line).root["data"]
                for field: StaticString in ["srcip", "src_ip"] {
                    guard let address = data?[field]?.text, let parsed = IPAddress(address) else { continue }
                    let addresses = report.evidence.filter { $0.kind == .ip }.compactMap { $0.text("ipAddress") }
                    #expect(addresses.contains(parsed.description), "\(place): \(address)")
                }
            }
        }
    }

    @Test(.enabled(if: isThere, "no real records: set WATCHFLOOR_SHARED to the folder that holds data/"))
    func readsFlatAlertsThroughTheShippedMapping() throws {
        let mapping = try ShippedMapping.named("ait-ads")
        let file = try #require(
            Self.files("ait-ads", ".alerts.jsonl.gz").first { $0.lastPathComponent.hasPrefix("russellmitchell") })
        var severities: Set<AlertSeverity> = []
        var failures: [String] = []
        for (number, line) in try lines(of: file).enumerated() {
            let report = try #require(try mapping.reports(in: record(line)).first)
            severities.insert(report.severity)
            let isWhole =
                !report.providerAlertId.isEmpty && !report.detectorId.isEmpty && !report.productName.isEmpty
                && report.evidence.contains { $0.kind == .device && $0.text("hostName") != nil }
                && report.evidence.contains { $0.kind == .ip }
            if !isWhole { failures.append("line \(number + 1): \(String(decoding: line, as: UTF8.self))") }
        }
        #expect(failures.isEmpty, "\(failures.prefix(3))")
        #expect(severities == [.unknown, .low, .medium])
    }
}
