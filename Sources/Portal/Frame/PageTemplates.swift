internal import Foundation
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives

/// The pages' templates. What a template puts in is escaped, except where it says three braces, which only markup made by
/// `Markup` or by another template gets.
public struct PageTemplates: Sendable {
    private let library: TemplateLibrary
    /// Changes when any asset does, so that browsers may keep them for good.
    let version: String
    let assets: PageAssets

    /// - Parameter folder: `portal` in the content folder.
    /// - Throws: what is wrong with a template, or that the folder cannot be read.
    public init(folder: String) throws {
        let ending = ".mustache"
        var texts: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/templates") where name.hasSuffix(ending) {
            texts[String(name.dropLast(ending.count))] = try String(
                contentsOfFile: "\(folder)/templates/\(name)", encoding: .utf8)
        }
        library = try TemplateLibrary(texts)
        assets = try PageAssets(folder: folder + "/assets")
        version = assets.version
    }

    /// A part of a page.
    func part(_ name: String, _ model: Any) throws -> String {
        guard let text = library.text(name, model) else { throw PageError.noTemplate(name) }
        return text
    }

    /// Names the rules by which a browser gets a page that is pointed at before it is asked for
    /// (HTML, "Speculative loading"). As a header, because pages carry no scripts in themselves.
    private static let speculationRules = HTTPField.Name("Speculation-Rules")

    /// A whole page: a part in the frame.
    func page(_ name: String, _ model: Any, in frame: PageFrame, status: HTTPResponse.Status = .ok) throws -> Response {
        var frame = frame
        frame.content = try part(name, model)
        var response = Response.page(try part("frame", frame), status: status)
        if let name = PageTemplates.speculationRules { response.headers[name] = "\"/assets/\(version)/speculation.json\"" }
        return response
    }
}

enum PageError: Error, CustomStringConvertible {
    case noTemplate(String)

    var description: String {
        switch self {
        case .noTemplate(let name): "the template '\(name)' is missing in the content folder; install the product again"
        }
    }
}

extension Response {
    /// Nothing but what the server itself sends may run, load or frame the page.
    static let contentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    static func page(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
        headers[.contentSecurityPolicy] = contentPolicy
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
