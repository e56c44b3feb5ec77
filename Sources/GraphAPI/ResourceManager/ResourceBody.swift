internal import CaseStore
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// What a PUT says of a resource: its properties, its kind, and which version of it was read before.
struct ResourceBody: Sendable {
    /// Bytes of a body, at most. A watchlist's table comes inside it.
    static let largest = 4 << 20

    var kind: String?
    var properties: JSONObject
    /// Whether it says what is to change and no more. So does msticpy, which alone sends what Python prints of a dictionary.
    var isPartial: Bool
    var expectation: Expectation

    /// - Throws: 400 where the body is no object with `properties`.
    init(_ request: Request) async throws {
        let (object, isPython) = try await request.resource()
        guard let properties = object["properties"]?.object else {
            throw APIError.badRequest("the body must be an object with an object 'properties'")
        }
        self.properties = properties
        isPartial = isPython
        kind = try object.text("kind")
        expectation = Expectation(request, tag: try object.text("etag"))
    }

    /// Which version of a resource a request was made from. A stale tag of a body is a conflict (409), one of the header
    /// `If-Match` a failed precondition (412).
    struct Expectation: Sendable {
        var version = RecordVersion.any
        private var isPrecondition = false

        init(_ request: Request, tag: String? = nil) {
            if let header = request.headers[.ifMatch] {
                version = header == "*" ? .some : Expectation.version(header)
                isPrecondition = true
            } else if request.headers[.ifNoneMatch] == "*" {
                version = .none
                isPrecondition = true
            } else if let tag, !tag.isEmpty, tag != "*" {
                version = Expectation.version(tag)
            }
        }

        private static func version(_ tag: String) -> RecordVersion { .updated(ResourceTag.version(tag) ?? .distantPast) }

        /// The version that was read; `nil` where any will do.
        var read: Timestamp? {
            if case .updated(let time) = version { time } else { nil }
        }

        /// Runs a change and answers a stale version as the dialect wants it.
        func apply<Result>(_ change: () async throws -> Result) async throws -> Result {
            do {
                return try await change()
            } catch let error as DeskError {
                guard case .stale = error else { throw error }
                throw refusal("\(error)")
            } catch let error as RecordError {
                switch error {
                case .stale, .exists: throw refusal("\(error)")
                default: throw error
                }
            }
        }

        private func refusal(_ message: String) -> APIError {
            isPrecondition
                ? APIError(status: .preconditionFailed, code: "PreconditionFailed", message: message) : .conflict(message)
        }
    }
}

extension Request {
    /// The body's object: JSON, or what Python prints of a dictionary, which some clients send in its place. Empty where there
    /// is no body.
    func resourceObject() async throws -> JSONObject { try await resource().object }

    fileprivate func resource() async throws -> (object: JSONObject, isPython: Bool) {
        let bytes = try await unpackedBody(limit: ResourceBody.largest)
        guard !bytes.isEmpty else { return (JSONObject(), false) }
        do {
            return (try Request.object(try JSONValue(parsing: bytes)), false)
        } catch let error as JSONError {
            guard let literal = try? PythonLiteral.parse(bytes) else { throw error }
            return (try Request.object(literal), true)
        }
    }

    private static func object(_ value: JSONValue) throws(APIError) -> JSONObject {
        guard let object = value.object else { throw .badRequest("the body must be a JSON object") }
        return object
    }
}

extension JSONObject {
    /// The same with the members of another in place of its own.
    func replacing(by other: JSONObject) -> JSONObject {
        var result = self
        for member in other.members { result[member.name] = member.value }
        return result
    }

    /// A text that has to be there and not to be empty.
    func requiredText(_ name: String) throws(APIError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw .badRequest("'properties.\(name)' is missing") }
        return text
    }

    func whole(_ name: String) throws(APIError) -> Int64? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int64($0) }) else {
            throw .badRequest("'\(name)' must be a whole number")
        }
        return number
    }

    /// True and false, also as the words that some clients write in their place.
    func truth(_ name: String) throws(APIError) -> Bool? {
        guard let value = self[name], !value.isNull else { return nil }
        switch (value, value.string?.lowercased()) {
        case (.bool(let flag), _): return flag
        case (_, "true"): return true
        case (_, "false"): return false
        default: throw .badRequest("'\(name)' must be true or false")
        }
    }

    func time(_ name: String) throws(APIError) -> Timestamp? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        guard let time = Timestamp(text) ?? Timestamp(text + "Z") else {
            throw .badRequest("'\(name)' must be a time as in 2026-05-04T10:00:00Z, not '\(text)'")
        }
        return time
    }

    /// Texts of an array; none where it is null or not there.
    func list(_ name: String) throws(APIError) -> [String] {
        self[name]?.isNull == false ? try texts(name) ?? [] : []
    }

    /// The object of a member that may be null or absent.
    func inner(_ name: String) throws(APIError) -> JSONObject? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let object = value.object else { throw .badRequest("'\(name)' must be an object") }
        return object
    }
}

extension WireEnum {
    /// The member that a property names; it has to be there.
    static func required(_ name: String, in properties: JSONObject) throws(APIError) -> Self {
        try member(try properties.requiredText(name), of: name)
    }
}
