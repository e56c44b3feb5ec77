internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives

extension Response {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        var writer = JSONWriter()
        writer.write(value)
        return json(writer, status: status)
    }

    /// JSON that was written into bytes already.
    static func json(_ writer: JSONWriter, status: HTTPResponse.Status = .ok) -> Response {
        json(ByteBuffer(bytes: writer.bytes), status)
    }

    /// JSON that was written as text already.
    static func json(text: String) -> Response { json(ByteBuffer(string: text), .ok) }

    private static func json(_ text: ByteBuffer, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: text))
    }
}

extension Request {
    /// Bytes of a body that asks for a change, at most.
    static let largestBody = ServerLimits.bodyBytes

    /// The members of the body's JSON object.
    /// - Parameters:
    ///   - anyCase: whether the case of names does not matter.
    ///   - known: all that an answer shows; what is there and not allowed can be read alone.
    func object(allowing names: [String], anyCase: Bool = false, knowing known: [String] = []) async throws -> JSONObject {
        let bytes = try await unpackedBody(limit: Request.largestBody)
        guard !bytes.isEmpty else { return JSONObject() }
        guard var object = try JSONValue(parsing: bytes).object else {
            throw APIError.badRequest("the body must be a JSON object")
        }
        if anyCase { object = object.spelled(names) }
        for member in object.members where !names.contains(member.name) && !member.name.hasPrefix("@odata.") {
            if known.contains(member.name) {
                throw APIError.badRequest(
                    "'\(member.name)' can be read and not be set; what can be set is \(names.joined(separator: ", "))")
            }
            throw APIError.badRequest("'\(member.name)' is not known here; this takes \(names.joined(separator: ", "))")
        }
        return object
    }
}

extension JSONObject {
    /// A text; an empty one where the member is null.
    func text(_ name: String) throws(APIError) -> String? {
        guard let value = self[name] else { return nil }
        if value.isNull { return "" }
        guard let text = value.string else { throw .badRequest("'\(name)' must be a string") }
        return text
    }

    /// A text that has to be there.
    /// - Parameter hint: what it is, for whoever left it out.
    func required(_ name: String, _ hint: String? = nil) throws(APIError) -> String {
        guard let text = try text(name), !text.isEmpty else {
            throw .badRequest("'\(name)' is missing" + (hint.map { ": \($0)" } ?? ""))
        }
        return text
    }

    func texts(_ name: String) throws(APIError) -> [String]? {
        guard let value = self[name] else { return nil }
        guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
            throw .badRequest("'\(name)' must be an array of strings")
        }
        return texts.compactMap(\.self)
    }

    func flag(_ name: String) throws(APIError) -> Bool? {
        guard let value = self[name] else { return nil }
        guard let flag = value.bool else { throw .badRequest("'\(name)' must be true or false") }
        return flag
    }
}
