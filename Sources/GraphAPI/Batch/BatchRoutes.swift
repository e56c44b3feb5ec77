internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives

/// `POST /v1.0/$batch`, and `/v1/$batch` of Log Analytics: several requests in one. Each goes through the same routes, with the same checks of who asks, as if
/// it had come alone. Not a `RouteGroup`, as it has to know all the others.
struct BatchRoutes {
    /// Bytes of the answers of one batch, at most.
    static let largestAnswer = 64 << 20

    private let inner: InnerResponder

    init(_ inner: InnerResponder) {
        self.inner = inner
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            routes.post("\(version)/$batch", needs: .caller) { request, context in
                try await run(BatchRequest(try await request.object(allowing: ["requests"])), of: request, context, version)
            }
        }
        routes.post("\(BatchRequest.logVersion)/$batch", needs: .caller) { request, context in
            let batch = try BatchRequest(ofLogs: try await request.object(allowing: ["requests"]))
            return try await run(batch, of: request, context, BatchRequest.logVersion)
        }
    }

    private func run(
        _ batch: BatchRequest, of request: Request, _ context: APIContext, _ version: String
    ) async throws -> Response {
        var failed: Set<String> = []
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("responses")
        writer.beginArray()
        for step in batch.steps {
            let answer =
                failed.isDisjoint(with: step.dependsOn)
                ? try await answer(to: step, of: request, context, version) : BatchAnswer.failedDependency
            if answer.status >= 400 { failed.insert(step.id) }
            answer.write(id: step.id, to: &writer)
            guard writer.bytes.count <= BatchRoutes.largestAnswer else {
                throw APIError.tooLarge(
                    "the answers of the batch are larger than \(BatchRoutes.largestAnswer) bytes; ask for less")
            }
        }
        writer.endArray()
        writer.endObject()
        return .json(writer)
    }

    private func answer(
        to step: BatchRequest.Step, of request: Request, _ context: APIContext, _ version: String
    ) async throws -> BatchAnswer {
        var head = HTTPRequest(
            method: step.method, scheme: request.head.scheme, authority: request.head.authority,
            path: "/\(version)\(step.url)")
        let identity = [HTTPField.Name.authorization, .cookie, SessionCookie.csrfHeader].compactMap(\.self)
        // What is inside a batch is never packed by itself.
        let unpacked = [HTTPField.Name.contentEncoding, .acceptEncoding]
        for (name, value) in step.headers {
            guard let name = HTTPField.Name(name), !unpacked.contains(name), !identity.contains(name) else { continue }
            head.headerFields[name] = value
        }
        for name in identity { head.headerFields[name] = request.headers[name] }
        let body = step.body.map { RequestBody(buffer: ByteBuffer(string: $0.text)) } ?? RequestBody(buffer: ByteBuffer())
        var context = context
        (context.caller, context.session) = (nil, nil)
        // Else the batch itself would be told as a request of its last one's route.
        context.coreContext.endpointPath = EndpointPath()
        return try await BatchAnswer(inner.respond(to: Request(head: head, body: body), context: context))
    }
}

/// The answer to one request of a batch.
struct BatchAnswer: Sendable {
    let status: Int
    private let headers: [(name: String, value: String)]
    private let body: [UInt8]
    private let isJSON: Bool

    static let failedDependency = BatchAnswer(
        status: 424, headers: [],
        body: Array(#"{"error":{"code":"FailedDependency","message":"a request that it depends on failed"}}"#.utf8),
        isJSON: true)

    private init(status: Int, headers: [(name: String, value: String)], body: [UInt8], isJSON: Bool) {
        (self.status, self.headers, self.body, self.isJSON) = (status, headers, body, isJSON)
    }

    init(_ response: Response) async throws {
        let collector = BodyCollector()
        try await response.body.write(collector)
        let type = response.headers[.contentType] ?? ""
        self.init(
            status: response.status.code, headers: response.headers.map { ($0.name.rawName, $0.value) },
            body: collector.bytes, isJSON: type.hasPrefix("application/json"))
    }

    func write(id: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        writer.write(id)
        writer.key("status")
        writer.write(status)
        writer.key("headers")
        writer.beginObject()
        for (name, value) in headers {
            writer.key(name)
            writer.write(value)
        }
        writer.endObject()
        if !body.isEmpty {
            writer.key("body")
            // What is no JSON is answered in base64, as Graph does.
            if isJSON {
                writer.raw(String(decoding: body, as: UTF8.self))
            } else {
                writer.write(Data(body).base64EncodedString())
            }
        }
        writer.endObject()
    }
}
