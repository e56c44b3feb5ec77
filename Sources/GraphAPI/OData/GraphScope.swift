internal import Hummingbird
internal import OData
internal import Primitives

/// What the answers to one request have in common: by which address and version the client came.
struct GraphScope: Sendable {
    /// The versions that are served; they are one and the same.
    static let versions = ["v1.0", "beta"]

    let facts: ServerFacts
    /// `https://host/v1.0`
    let root: String
    /// The path that was asked for, without the query.
    private let path: String

    /// For what is told without being asked.
    init(_ facts: ServerFacts) {
        self.facts = facts
        root = "\(facts.address)/v1.0"
        path = root
    }

    init(_ request: Request, _ services: APIServices) {
        facts = services.facts
        let origin = services.origin(of: request)
        let version = request.uri.path.hasPrefix("/beta") ? "beta" : "v1.0"
        root = "\(origin)/\(version)"
        path = origin + request.uri.path
    }

    var isBeta: Bool { root.hasSuffix("/beta") }

    /// `@odata.context`
    func context(_ fragment: String) -> String { "\(root)/$metadata#\(fragment)" }

    /// `@odata.nextLink`: the same question from another place on.
    func nextLink(_ query: ODataQuery, skipToken: String) -> String {
        "\(path)?\(query.next(skipToken: skipToken, top: nil))"
    }
}
