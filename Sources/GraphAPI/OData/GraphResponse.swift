internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import OData
internal import Primitives

extension Response {
    /// `/$count`
    static func count(_ count: Int64) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: String(count))))
    }

    /// A list of entities.
    static func list<Entity>(
        _ page: [Entity], context: String, count: Int64?, nextLink: String?,
        write: (Entity, inout JSONWriter) throws -> Void
    ) rethrows -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("@odata.context")
        writer.write(context)
        if let count {
            writer.key("@odata.count")
            writer.write(count)
        }
        writer.key("value")
        writer.beginArray()
        for entity in page { try write(entity, &writer) }
        writer.endArray()
        if let nextLink {
            writer.key("@odata.nextLink")
            writer.write(nextLink)
        }
        writer.endObject()
        return .json(writer)
    }
}

extension Request {
    func odata(_ options: Set<SystemOption>) throws(ODataError) -> ODataQuery {
        try ODataQuery(uri.query ?? "", allowing: options)
    }
}
