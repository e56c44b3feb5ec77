internal import Foundation
internal import HTTPTypes
internal import Hummingbird

extension Request {
    /// Whether a browser asks for a page to show, not a script or a program for data.
    var isForPage: Bool {
        method == .get && headers[.accept]?.contains("text/html") == true && headers[.authorization] == nil
    }
}

extension Response {
    /// Sends a browser to the sign-in, and from there back to where it wanted to go.
    static func signInPage(for request: Request) -> Response {
        let next = "\(request.uri.path)\(request.uri.query.map { "?\($0)" } ?? "")"
        let value = next.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return Response(status: .seeOther, headers: [.location: "/sign-in?next=\(value)", .cacheControl: "no-store"])
    }
}
