internal import HTTPTypes
public import Hummingbird
internal import Primitives
internal import Synchronization

/// All routes of the product behind one responder, which brings addresses into the spelling of the routes first.
public struct APIRouter: HTTPResponderBuilder {
    private let router: Router<APIContext>
    private let tree: RouteTree
    private let inner: InnerResponder

    init(_ router: Router<APIContext>, tree: RouteTree, inner: InnerResponder) {
        self.router = router
        self.tree = tree
        self.inner = inner
    }

    public func buildResponder() -> APIResponder {
        let responder = APIResponder(responder: router.buildResponder(), tree: tree)
        inner.set(responder)
        return responder
    }
}

/// Answers a request.
public struct APIResponder: HTTPResponder {
    let responder: RouterResponder<APIContext>
    let tree: RouteTree

    public func respond(to request: Request, context: APIContext) async throws -> Response {
        var request = request
        guard APIResponder.isSafe(request.head) else {
            let fault = APIError.badRequest("the request's head has a letter with more than \(StreamSafe.longestRun) marks")
            return ErrorDialect.own.answer(fault, to: request, context)
        }
        // People come to the front with a cookie. A program that brings a token there takes this for an Elasticsearch.
        if request.uri.path == "/", request.headers[.authorization] != nil {
            var head = request.head
            head.path = "/elastic"
            request = Request(head: head, body: request.body)
        }
        if let path = request.head.path {
            let end = path.firstIndex { $0 == "?" || $0 == "#" } ?? path.endIndex
            if let known = tree.resolve(path[..<end]), known.path != path[..<end] {
                var head = request.head
                head.path = known.path + path[end...]
                request = Request(head: head, body: request.body)
            }
        }
        var response = try await responder.respond(to: request, context: context)
        ErrorDialect(path: request.uri.path).mark(&response, of: request, context)
        return response
    }
}

extension APIResponder {
    private static func isSafe(_ head: HTTPRequest) -> Bool {
        StreamSafe.isSafe(head.path ?? "") && head.headerFields.allSatisfy { StreamSafe.isSafe($0.value) }
    }
}

/// The responder for routes that send requests through the product again. It exists once all routes are declared.
final class InnerResponder: Sendable {
    private let responder = Mutex<APIResponder?>(nil)

    func set(_ responder: APIResponder) {
        self.responder.withLock { $0 = responder }
    }

    var tree: RouteTree? { responder.withLock { $0?.tree } }

    func respond(to request: Request, context: APIContext) async throws -> Response {
        guard let responder = responder.withLock({ $0 }) else { throw HTTPError(.serviceUnavailable) }
        return try await responder.respond(to: request, context: context)
    }
}
