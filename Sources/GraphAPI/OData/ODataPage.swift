internal import CaseStore
internal import Foundation
internal import OData
internal import Primitives

/// Which page of a list is asked for. Beyond its first page a list goes by a cursor, so that nothing is skipped or repeated
/// while rows come and change.
struct ODataPage: Sendable {
    let limit: Int
    let offset: Int
    let after: StoreCursor?

    /// - Parameters:
    ///   - size: rows of a page where the client does not say.
    ///   - largest: rows of a page at most; what is beyond follows on the next one.
    init(_ query: ODataQuery, size: Int, largest: Int) throws(ODataError) {
        limit = min(query.top ?? size, largest)
        guard let token = query.skipToken else {
            (offset, after) = (query.skip, nil)
            return
        }
        guard let cursor = StoreCursor(skipToken: token), cursor.values.count == max(1, query.orderBy.count) + 1 else {
            throw ODataError("$skiptoken", "is none that this server gave out; begin again without it")
        }
        (offset, after) = (0, cursor)
    }
}

extension StoreCursor {
    /// Values as JSON in the alphabet of addresses.
    var skipToken: String {
        var writer = JSONWriter()
        writer.beginArray()
        for value in values {
            switch value {
            case .integer(let number): writer.write(number)
            // As text, so that a whole one stays what it is.
            case .real(let number): writer.write("r\(number)")
            case .text(let text): writer.write("t" + text)
            case .null: writer.writeNull()
            }
        }
        writer.endArray()
        return Data(writer.bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }

    init?(skipToken: String) {
        let base64 = skipToken.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let list = try? JSONValue(parsing: Array(data)).array else { return nil }
        var values: [StoreValue] = []
        for value in list {
            switch value {
            case .integer(let number): values.append(.integer(number))
            case .string(let text) where text.hasPrefix("t"): values.append(.text(String(text.dropFirst())))
            case .string(let text):
                guard text.hasPrefix("r"), let number = Double(text.dropFirst()) else { return nil }
                values.append(.real(number))
            default: return nil
            }
        }
        guard !values.isEmpty else { return nil }
        self.init(values: values)
    }
}
