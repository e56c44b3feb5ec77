public import Primitives

/// Why a record could not be taken in or read. Each says what was wrong, where, and what to do.
public enum IngestionError: Error, Hashable, Sendable {
    case notJSON(JSONError)
    case notAnObject
    /// The record is of another product or kind than its source is configured for.
    case notOfFormat(format: String, reason: String)
    /// What the format says of it.
    case notReadable(String)
    /// Read but for a part of it; what the format says of that.
    case readInPart(String)
    case missingField(String)
    case badField(String, value: String, expected: String)
    /// Only its beginning is kept.
    case recordTooLarge(limit: Int)
    case notText(offset: Int)
    /// An error in a mapping file; line numbers start at 1, 0 where the line is not known.
    case badMapping(line: Int, reason: String)

    /// Of bytes that ought to be a JSON object and are none: whether they are JSON at all.
    public init(noObject bytes: [UInt8]) {
        do throws(JSONError) {
            _ = try JSONDocument(parsing: bytes)
            self = .notAnObject
        } catch {
            self = .notJSON(error)
        }
    }

    /// What becomes of the record.
    public enum Fate: Sendable {
        /// Kept beside its error, shown by `watchfloor ingest --errors`; read again when the source's format changes.
        case keptWithError
        /// Refused at the door; the sender still has it.
        case refused
    }

    public var fate: Fate {
        switch self {
        case .badMapping: .refused
        default: .keptWithError
        }
    }

    /// Whether what could be read of the record counts.
    public var isPartial: Bool { if case .readInPart = self { true } else { false } }

    /// Whether the record is too large to be sent as it is.
    public var isOfSize: Bool { if case .recordTooLarge = self { true } else { false } }

    /// Whether sending the same again can help.
    public var isRetryUseful: Bool { false }
}

extension IngestionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON(let error): "not valid JSON: \(error)"
        case .notAnObject: "the record is JSON but not an object; send objects, an array of objects, or one object a line"
        case .notOfFormat(let format, let reason):
            "not a \(format) alert: \(reason); check the source's format with `watchfloor source list`"
        case .notReadable(let reason), .readInPart(let reason): reason
        case .missingField(let field): "the field '\(field)' is missing"
        case .badField(let field, let value, let expected):
            "the field '\(field)' holds '\(value.prefix(80))', expected \(expected)"
        case .recordTooLarge(let limit): "the record is larger than \(limit) bytes; no more than its beginning is kept"
        case .notText(let offset): "invalid UTF-8 at byte \(offset)"
        case .badMapping(let line, let reason): line > 0 ? "mapping, line \(line): \(reason)" : "mapping: \(reason)"
        }
    }
}
