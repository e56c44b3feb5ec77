internal import ArgumentParser
internal import Foundation
internal import Hunting
internal import KQL
internal import Primitives
internal import Server

/// The engine behind the command, and its answers as lines of JSON.
struct KQLSession {
    let engine: Engine

    /// - Parameter schemas: a file with the columns of tables: `{"tables": {name: {column: type}}}`.
    init(schemas: String?) throws {
        engine = Engine(provider: try schemas.map(KQLSession.tables) ?? AbsentTables())
    }

    private static func tables(_ file: String) throws -> any TableProvider {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: [UInt8](Data(contentsOf: URL(filePath: file))))
        } catch {
            throw ValidationError("\(file) cannot be read as JSON: \(error)")
        }
        guard let tables = json["tables"]?.object else { throw ValidationError("\(file) has no object 'tables'") }
        var schemas: [String: Schema] = [:]
        for table in tables.members {
            let fields = try (table.value.object?.members ?? []).map { column in
                guard let type = column.value.string.flatMap({ ScalarType(name: $0) }) else {
                    throw ValidationError("\(file): \(table.name).\(column.name) has no type of KQL")
                }
                return Field(column.name, type)
            }
            schemas[table.name] = Schema(fields)
        }
        return SchemaTables(schemas, isElsewhere: KnownFunctions.contains)
    }

    /// The answer to a query that is a JSON string.
    func answerLine(_ line: String) -> String {
        guard let query = KQLSession.query(line) else { return KQLSession.error("the line is no JSON string") }
        do {
            return TableWriter.json(try engine.answers(of: query).map { try $0.whole() })
        } catch {
            return KQLSession.error((error as? QueryError)?.text(in: query) ?? "\(error)")
        }
    }

    func checkLine(_ line: String) -> String {
        guard let query = KQLSession.query(line) else { return KQLSession.error("the line is no JSON string") }
        return check(query)
    }

    /// `{"parse":...,"bind":...}`, and what is wrong.
    func check(_ query: String) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        let syntax = Parser.parse(query).errors.first
        let problem = syntax ?? bindingError(query)
        writer.key("parse")
        writer.write(syntax == nil)
        writer.key("bind")
        writer.write(problem == nil)
        if let problem {
            writer.key("error")
            writer.write(problem.text(in: query))
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func bindingError(_ query: String) -> QueryError? {
        do {
            _ = try engine.check(query)
            return nil
        } catch {
            return error as? QueryError ?? QueryError(.execution, "\(error)")
        }
    }

    static func query(_ line: String) -> String? { (try? JSONValue(parsing: line))?.string }

    static func error(_ message: String) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("error")
        writer.write(message)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
