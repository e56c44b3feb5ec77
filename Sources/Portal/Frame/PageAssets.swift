internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives

/// Style sheets, scripts and images, read once. Their addresses carry a digest of all of them.
struct PageAssets: Sendable {
    private struct Asset: Sendable {
        var type: String
        var body: ByteBuffer
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "json": "application/speculationrules+json",
    ]

    /// What a script may do that runs as a worker: it has the policy that it came with, not that of a page.
    private static let workerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"

    private var assets: [String: Asset] = [:]
    let version: String

    init(folder: String) throws {
        var digest = SHA256()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            guard let type = PageAssets.types[String(name.split(separator: ".").last ?? "")] else { continue }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
            digest.update(data: bytes)
            assets[name] = Asset(type: type, body: ByteBuffer(bytes: bytes))
        }
        version = String(hexadecimal(Array(digest.finalize())).prefix(12))
    }

    func response(_ name: String) -> Response? {
        guard let asset = assets[name] else { return nil }
        var headers: HTTPFields = [.contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable"]
        if name.hasSuffix(".js") { headers[.contentSecurityPolicy] = PageAssets.workerPolicy }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.body))
    }
}
