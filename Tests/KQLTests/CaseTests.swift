import Foundation
import KQL
import Primitives
import Testing

/// Queries with their answers, a file for each family. A case has the rows that come out, in order, or a piece of the
/// error that explains why none do.
@Suite struct CaseTests {
    @Test(arguments: QueryCase.all)
    func answers(_ testCase: QueryCase) throws {
        if let error = testCase.error {
            let thrown = #expect(throws: QueryError.self) { try Engine().run(testCase.query) }
            #expect(thrown?.message.contains(error) == true, "the error was: \(thrown?.message ?? "none")")
            return
        }
        let json = try JSONValue(parsing: TableWriter.json(try Engine().run(testCase.query)))
        let rows = json["rows"]
        #expect(rows == testCase.rows, "\(rows?.text ?? "no rows")")
    }
}

/// One query with what is expected of it.
struct QueryCase: CustomTestStringConvertible, Sendable {
    var file: String
    var query: String
    var rows: JSONValue?
    var error: String?

    var testDescription: String { "\(file): \(query)" }

    static let all: [QueryCase] = {
        let folder = Bundle.module.resourceURL?.appending(path: "Cases")
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) } ?? []
        return files.sorted { $0.path < $1.path }.flatMap { file -> [QueryCase] in
            guard let data = try? Data(contentsOf: file), let cases = try? JSONValue(parsing: [UInt8](data)).array else {
                return []
            }
            return cases.map { item in
                QueryCase(
                    file: file.deletingPathExtension().lastPathComponent, query: item["query"]?.string ?? "", rows: item["rows"],
                    error: item["error"]?.string)
            }
        }
    }()
}
