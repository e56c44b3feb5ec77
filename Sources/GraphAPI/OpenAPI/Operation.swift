internal import HTTPTypes
internal import Primitives
internal import SecurityModel

/// What is told of one route to people and programs that have never seen it. It stands next to the route; a test sees to it
/// that none is without.
struct Operation: Sendable {
    /// A value in the path or the query.
    struct Parameter: Sendable {
        var name: String
        var about: String
        var schema: Schema
        /// Those of a path are always there.
        var isRequired: Bool

        init(_ name: String, _ about: String, _ schema: Schema, isRequired: Bool = false) {
            self.name = name
            self.about = about
            self.schema = schema
            self.isRequired = isRequired
        }

        /// Some words of an enumeration, with commas between.
        static func members<Member: WireEnum>(_ name: String, _ about: String, of type: Member.Type) -> Parameter {
            let words = type.allCases.map(\.name).joined(separator: "|")
            return Parameter(name, about, .pattern("^(\(words))(,(\(words)))*$"))
        }

        static func top(default size: Int) -> Parameter {
            Parameter("top", "Rows at most; \(size) where it is not said.", .integer(0...QueryOptions.largestPage))
        }

        static let skip = Parameter("skip", "Rows that are passed over.", .integer(0...Int(Int32.max)))
    }

    /// What a request carries.
    enum Body: Sendable {
        case json(Schema, isRequired: Bool)
        /// Records in whatever form they come.
        case records
        case form
        /// In one of several encodings that are told by the content type.
        case encoded([String])
    }

    /// What an answer carries.
    enum Content: Sendable {
        case json(Schema)
        case text
        case nothing
        /// JSON, or the same in another encoding.
        case encoded(Schema, or: String)
        /// There is no success.
        case none
    }

    var method: HTTPRequest.Method
    /// As the route table has it, without a slash at the front.
    var path: String
    var summary: String
    /// Values in the path about which more is told than their names.
    private var toldInPath: [Parameter] = []
    var query: [Parameter] = []
    var body: Body?
    /// The status of success with what it carries.
    var success: (status: Int, content: Content) = (200, .nothing)
    /// Other statuses of success.
    var alternatives: [(status: Int, content: Content)] = []
    /// Statuses beyond those that the kind of route brings with it.
    var failures: [Int] = []
    /// What errors look like.
    var failure = Content.json(.named("Error"))

    init(_ method: HTTPRequest.Method, _ path: String, _ summary: String) {
        self.method = method
        self.path = path
        self.summary = summary
    }

    /// Values in the path, in their order.
    var inPath: [Parameter] {
        path.split(separator: "/").filter { $0.hasPrefix(":") }.map { segment in
            let name = String(segment.dropFirst())
            return toldInPath.first { $0.name == name } ?? Parameter(name, "The \(name) that is meant.", .text(1...200))
        }
    }

    func at(_ parameters: Parameter...) -> Operation { with { $0.toldInPath = parameters } }
    func asking(_ parameters: Parameter...) -> Operation { with { $0.query = parameters } }
    /// - Parameter isRequired: whether a request without a body means nothing.
    func taking(_ schema: Schema, isRequired: Bool = true) -> Operation {
        with { $0.body = .json(schema, isRequired: isRequired) }
    }
    func taking(_ body: Body) -> Operation { with { $0.body = body } }
    func giving(_ schema: Schema, status: Int = 200) -> Operation { with { $0.success = (status, .json(schema)) } }
    func answering(_ content: Content, status: Int = 200) -> Operation { with { $0.success = (status, content) } }
    func or(_ status: Int, _ content: Content) -> Operation { with { $0.alternatives.append((status, content)) } }
    func failing(_ statuses: Int...) -> Operation { with { $0.failures += statuses } }
    /// - Parameter content: what errors look like, where that is not as everywhere.
    func failing(as content: Content) -> Operation { with { $0.failure = content } }

    private func with(_ change: (inout Operation) -> Void) -> Operation {
        var copy = self
        change(&copy)
        return copy
    }
}
