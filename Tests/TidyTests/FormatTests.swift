import EventFormats
import Foundation
import Ingestion
import Testing

/// Each format that is built in, and each mapping that is shipped, has all that belongs to it.
@Suite struct FormatTests {
    @Test(arguments: AlertFormats.all.map(\.name))
    func formatIsTestedAndDocumented(name: String) {
        #expect(!Repository.names(in: "Tests/IngestionTests/Goldens/\(name)").isEmpty, "\(name) has no golden records")
        #expect(
            Repository.file("docs/formats.md").lines.contains { $0.hasPrefix("| `\(name)` |") },
            "docs/formats.md does not describe \(name)")
    }

    @Test(arguments: EventFormats.all.map { $0.name })
    func eventFormatIsDocumented(name: String) {
        #expect(
            Repository.file("docs/events-formats.md").lines.contains { $0.hasPrefix("| `\(name)` |") },
            "docs/events-formats.md does not describe \(name)")
    }

    @Test(arguments: Repository.names(in: "Content/mappings"))
    func mappingCompiles(file: String) throws {
        let name = file.replacing(".yaml", with: "")
        _ = try MappingFormat(yaml: Repository.file("Content/mappings/\(file)").text, name: name)
        #expect(!Repository.names(in: "Tests/IngestionTests/Goldens/\(name)").isEmpty, "\(name) has no golden records")
    }

    /// The fuzzing package takes the list of formats as it is, and its other targets are in the documents.
    @Test func fuzzingCoversEveryFormat() {
        let list = Repository.file("Fuzz/Sources/Fuzz/FuzzTarget.swift")
        let documents = Repository.file("docs/formats.md").text
        #expect(list.text.contains("AlertFormats.all.map"))
        #expect(list.text.contains("EventFormats.all.compactMap"))
        for line in list.lines {
            guard let name = line.split(separator: "FuzzTarget(name: \"").dropFirst().first?.prefix(while: { $0 != "\"" })
            else { continue }
            #expect(documents.contains("`\(name)`"), "docs/formats.md does not name the fuzz target \(name)")
        }
    }

    /// The fuzzing package compiles the project's own sources, through links.
    @Test(arguments: Repository.names(in: "Fuzz/Sources"))
    func fuzzedSourcesAreTheProjects(name: String) {
        #expect(Repository.exists("Fuzz/Sources/\(name)"), "the link Fuzz/Sources/\(name) leads nowhere")
        #expect(name == "Fuzz" || Repository.names(in: "Sources").contains(name))
    }
}
