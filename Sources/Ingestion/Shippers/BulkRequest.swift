internal import Primitives

/// The body of Elasticsearch's `_bulk`, taken apart: lines of actions, each with the line of its document behind it.
public struct BulkRequest: Sendable {
    /// Actions of one request, at most; beyond, nothing of it is taken.
    public static let largestCount = 100_000

    /// One action.
    public struct Item: Sendable {
        /// `index`, `create`, `update` or `delete`.
        public var action: String
        /// The index that the action names; empty where it leaves that to the address of the request.
        public var index: String
        public var id: String
        /// The document, as it came; empty for an action without one.
        public var document: [UInt8]
        /// Where the document begins in the body.
        public var offset: Int

        public init(action: String, index: String, id: String, document: [UInt8], offset: Int = 0) {
            (self.action, self.index, self.id) = (action, index, id)
            (self.document, self.offset) = (document, offset)
        }

        /// Whether it brings a new document, which is all that is taken here.
        public var isDocument: Bool { action == "index" || action == "create" }
    }

    public private(set) var items: [Item] = []

    /// - Throws: `BulkError` where a line that should be an action is none: what belongs to what is then not known, so
    ///   nothing of the request is taken.
    public init(_ body: [UInt8]) throws(BulkError) {
        var lines = LineWalk(body)
        while let line = lines.next() {
            guard !line.isEmpty else { continue }
            var item = try BulkRequest.action(body, in: line, number: lines.number)
            if item.action != "delete" {
                guard let document = lines.next() else { throw .noDocument(line: lines.number) }
                item.document = Array(body[document])
                item.offset = document.lowerBound
            }
            guard items.count < BulkRequest.largestCount else { throw .tooMany(limit: BulkRequest.largestCount) }
            items.append(item)
        }
        guard !items.isEmpty else { throw .empty }
    }

    private static func action(_ body: [UInt8], in line: Range<Int>, number: Int) throws(BulkError) -> Item {
        let root: JSONView
        do throws(JSONError) {
            root = try JSONDocument(parsing: body, in: line).root
        } catch {
            throw .badAction(line: number, reason: "\(error)")
        }
        guard let member = root.members.first, root.members.count == 1, member.value.isObject else {
            throw .badAction(line: number, reason: "expected one object such as {\"index\":{}}")
        }
        guard ["index", "create", "update", "delete"].contains(member.name) else {
            throw .badAction(line: number, reason: "'\(member.name.prefix(40))' is no action")
        }
        return Item(
            action: member.name, index: member.value.text("_index"), id: member.value.text("_id"), document: [], offset: 0)
    }
}

/// Why a bulk request is refused whole.
public enum BulkError: Error, Hashable, Sendable, CustomStringConvertible {
    case badAction(line: Int, reason: String)
    case noDocument(line: Int)
    case tooMany(limit: Int)
    case empty

    public var description: String {
        switch self {
        case .badAction(let line, let reason): "Malformed action/metadata line [\(line)]: \(reason)"
        case .noDocument(let line): "the action on line [\(line)] has no document behind it"
        case .tooMany(let limit): "more than \(limit) actions in one request; send fewer at a time"
        case .empty: "request body is required"
        }
    }
}

/// The lines of a text, one after the other, without their breaks.
struct LineWalk {
    /// The number of the last line that was given, counted from 1.
    private(set) var number = 0
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Range<Int>? {
        guard position < bytes.count else { return nil }
        let start = position
        let feed = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
        position = feed + 1
        number += 1
        let end = feed > start && bytes[feed - 1] == 0x0d ? feed - 1 : feed
        return start..<end
    }
}
