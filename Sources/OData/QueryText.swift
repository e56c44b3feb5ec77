internal import Primitives

/// The query of an address as names and values, decoded.
///
/// Clients differ: names come as `$top` or `%24top`, blanks as `%20` or `+`, and some send the characters of a filter as they
/// are. All of it is read; a value that is no UTF-8 once decoded is refused.
public struct QueryText: Sendable {
    public struct Parameter: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Bytes of a query, at most.
    public static let maximumLength = 16_384

    public let parameters: [Parameter]

    /// - Parameter text: what follows the `?`.
    public init(_ text: String) throws(ODataError) {
        guard text.utf8.count <= QueryText.maximumLength else {
            throw ODataError("", "the query is longer than \(QueryText.maximumLength) bytes")
        }
        var parameters: [Parameter] = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try QueryText.decode(halves[0])
            parameters.append(Parameter(name: name, value: halves.count == 2 ? try QueryText.decode(halves[1]) : ""))
        }
        self.parameters = parameters
    }

    public init(_ parameters: [Parameter]) {
        self.parameters = parameters
    }

    /// The query as text again, safe in any address.
    public var encoded: String {
        parameters.map { "\(QueryText.encode($0.name))=\(QueryText.encode($0.value))" }.joined(separator: "&")
    }

    /// A `%` without two digits behind it stands for itself.
    private static func decode(_ text: some Collection<UInt8>) throws(ODataError) -> String {
        let bytes = Array(text)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = hexadecimalDigit(bytes[index + 1]),
                let low = hexadecimalDigit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw ODataError("", "the query is no UTF-8 once its %-escapes are resolved")
        }
        return text
    }

    private static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                encoded.append(byte)
            } else {
                encoded.append(UInt8(ascii: "%"))
                encoded.append(contentsOf: hexadecimal([byte]).uppercased().utf8)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The unreserved characters of RFC 3986, and `$` and `,`, which a query may hold as they are.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: ","):
            true
        default: false
        }
    }
}
