internal import CaseStore
internal import Hummingbird

extension Response {
    /// The answer with a body that is written under a view too: it may be written long after the route has returned.
    func within(_ view: CaseView) -> Response {
        guard !view.isEverything else { return self }
        var response = self
        let body = body
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            let inner = writer
            try await CaseView.$current.withValue(view) { try await body.write(inner) }
        }
        return response
    }
}

extension CaseView {
    /// What is the same for everybody (device groups, webhooks, rules) is changed only by who sees everything.
    func checkIsEverything() throws(APIError) {
        guard isEverything else { throw .forbidden("this is for those who are limited to no scope") }
    }
}
