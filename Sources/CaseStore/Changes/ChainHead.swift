internal import Primitives
internal import SQL

/// A link of the chain. The last one stands for the whole log: kept elsewhere, it shows later that nothing was cut off.
public struct ChainHead: Hashable, Sendable {
    public var number: Int64
    public var firstChange: Int64
    public var lastChange: Int64
    public var root: [UInt8]
    public var digest: [UInt8]
    public var signature: [UInt8]

    /// Before the first commit.
    static let none = ChainHead(
        number: 0, firstChange: 0, lastChange: 0, root: ChangeDigest.genesis, digest: ChangeDigest.genesis, signature: [])

    static func last(_ session: any SQLReader) throws -> ChainHead? {
        try session.first(statement, []) { ChainHead(row: $0) }
    }

    init(number: Int64, firstChange: Int64, lastChange: Int64, root: [UInt8], digest: [UInt8], signature: [UInt8]) {
        self.number = number
        self.firstChange = firstChange
        self.lastChange = lastChange
        self.root = root
        self.digest = digest
        self.signature = signature
    }

    init(row: any SQLRow) {
        self.init(
            number: row.integer(0), firstChange: row.integer(1), lastChange: row.integer(2), root: row.blob(3),
            digest: row.blob(4), signature: row.blob(5))
    }

    private static let statement = SQLStatement(
        "chain.last",
        "SELECT number, first_change, last_change, root, digest, signature FROM chain ORDER BY number DESC LIMIT 1")
}

extension ChainHead {
    /// The head as the text of an exported file.
    public var text: String {
        JSONValue.object(
            JSONObject([
                .init(name: "number", value: .integer(number)), .init(name: "firstChange", value: .integer(firstChange)),
                .init(name: "lastChange", value: .integer(lastChange)), .init(name: "root", value: .string(hexadecimal(root))),
                .init(name: "digest", value: .string(hexadecimal(digest))),
                .init(name: "signature", value: .string(hexadecimal(signature))),
            ])
        ).text + "\n"
    }

    /// Reads an exported head; `nil` where the text is none.
    public init?(text: String) {
        guard let json = try? JSONValue(parsing: text), let number = json["number"]?.integer,
            let first = json["firstChange"]?.integer, let last = json["lastChange"]?.integer,
            let root = json["root"]?.string.flatMap(bytes(hexadecimal:)),
            let digest = json["digest"]?.string.flatMap(bytes(hexadecimal:)),
            let signature = json["signature"]?.string.flatMap(bytes(hexadecimal:))
        else { return nil }
        self.init(number: number, firstChange: first, lastChange: last, root: root, digest: digest, signature: signature)
    }
}
