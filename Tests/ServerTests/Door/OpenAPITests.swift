import Foundation
import Primitives
import ServerHarness
import Testing

@testable import GraphAPI

/// The description of the HTTP surface fits the surface.
@Suite(.fewAtATime) struct OpenAPITests {
    @Test func everyRouteForProgramsIsDescribedAndNothingElse() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let document = try await server.get("openapi.json", token: nil).json
        let routes = try await server.get("api/routes").json["routes"]?.array ?? []
        var (declared, described) = (Set<String>(), 0)
        for route in routes {
            let (method, path) = (route["method"]?.string ?? "", route["path"]?.string ?? "")
            declared.insert("\(method) \(path.dropFirst())")
            let words = path.split(separator: "/")
            // Pages are for people; what is theirs alone answers in HTML or is a file of theirs.
            guard route["isPage"]?.bool == false else { continue }
            described += 1
            let template = "/" + words.map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }.joined(separator: "/")
            let operation = document["paths"]?[template]?[method.lowercased()]
            #expect(operation != nil, "\(method) \(path) has no operation; add one to the `operations` of its RouteGroup")
            let named = (operation?["parameters"]?.array ?? []).filter { $0["in"]?.string == "path" }
            #expect(
                named.compactMap { $0["name"]?.string } == words.filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) },
                "\(method) \(path) does not tell its parameters")
        }
        #expect(described > 200 && described < routes.count)
        for operation in GraphAPI.operations {
            #expect(declared.contains("\(operation.method) \(operation.path)"), "\(operation.path) is told of and not there")
        }
    }

    @Test func everyNamedShapeIsThere() async throws {
        let text = GraphAPI.document([], ServerFacts(version: "1", started: .now, address: "https://localhost", tenant: "t")).json
        let shapes = Set(text["components"]?["schemas"]?.object?.members.map(\.name) ?? [])
        #expect(shapes.count == Schema.named.count)
        for operation in GraphAPI.operations {
            let json = OperationWriter(operation, .nothing).json.text
            for part in json.components(separatedBy: "#/components/schemas/").dropFirst() {
                let name = String(part.prefix { $0 != "\"" })
                #expect(shapes.contains(name), "\(operation.path) names the shape \(name), which is not there")
            }
        }
    }
}
