internal import HTTPTypes
internal import Hummingbird

/// Refuses addresses that no route could mean.
struct AddressCheck: RouterMiddleware {
    /// Bytes of a path with its query, at most; more are answered with 414.
    static let longest = 8 << 10

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.string.utf8.count <= AddressCheck.longest else {
            throw APIError(
                status: .uriTooLong, code: "UriTooLong", message: "the address is longer than \(AddressCheck.longest) bytes")
        }
        guard AddressCheck.isWellFormed(request.uri.path) else {
            throw APIError.badRequest("the path holds a control character, or a '%' without two hexadecimal digits after it")
        }
        return try await next(request, context)
    }

    /// Whether every escape is one, and none stands for a control character.
    static func isWellFormed(_ path: String) -> Bool {
        var rest = path.utf8[...]
        while let byte = rest.popFirst() {
            guard byte > 0x20, byte != 0x7f else { return false }
            guard byte == UInt8(ascii: "%") else { continue }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return false }
            guard high << 4 | low >= 0x20, high << 4 | low != 0x7f else { return false }
        }
        return true
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
