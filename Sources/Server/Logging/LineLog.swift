internal import Foundation
public import Logging
internal import Primitives

/// One line an event, `name=value` after `name=value`, to the standard error stream. What comes from outside is quoted, so
/// that no value can begin a line of its own or move the cursor of a terminal.
public struct LineLog: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level

    public static func logger(level: Logger.Level) -> Logger {
        Logger(label: "watchfloor") { _ in LineLog(logLevel: level) }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line = "time=\(Timestamp.now.rfc3339) level=\(event.level) msg=\(LineLog.quoted("\(event.message)"))"
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            line += " \(LineLog.name(name))=\(LineLog.quoted("\(value)"))"
        }
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private static func name(_ text: String) -> String {
        String(text.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "_" })
    }

    /// The value as it is where it is one plain word, as a JSON string otherwise.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
        if isPlain, !text.isEmpty { return text }
        let visible = text.unicodeScalars.map { scalar -> String in
            let isControl = (0x7f...0x9f).contains(scalar.value) || scalar.properties.generalCategory == .format
            return isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        return JSONValue.string(visible.joined()).text
    }
}
