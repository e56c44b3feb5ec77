import Foundation
import Testing

@testable import Portal

/// Each page as it was looked at and found good. A page that changes fails here; what is meant to change is written anew with
/// `WATCHFLOOR_RECORD=1 script/test --filter SnapshotTests`, and looked at with the rest of the change.
@Suite struct SnapshotTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
    private static let isRecording = ProcessInfo.processInfo.environment["WATCHFLOOR_RECORD"] == "1"

    @Test func pagesAreAsTheyWere() async throws {
        try await PageBench.with { bench in
            let pages = try await bench.pages(try PageBench.templates())
            if SnapshotTests.isRecording { try SnapshotTests.record(pages) }
            for page in pages {
                let before = try? String(contentsOf: SnapshotTests.file(page.name), encoding: .utf8)
                #expect(before == SnapshotTests.lines(of: page.html), "the page \(page.name) is not as it was")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: SnapshotTests.folder.path)
            #expect(Set(names) == Set(pages.map { "\($0.name).html" }))
        }
    }

    private static func record(_ pages: [PageBench.Page]) throws {
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for page in pages { try lines(of: page.html).write(to: file(page.name), atomically: true, encoding: .utf8) }
    }

    private static func file(_ name: String) -> URL { folder.appendingPathComponent("\(name).html") }

    /// An element a line, so that a difference is read with ease.
    private static func lines(of html: String) -> String {
        html.replacing("><", with: ">\n<").split(separator: "\n").map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n") + "\n"
    }
}
