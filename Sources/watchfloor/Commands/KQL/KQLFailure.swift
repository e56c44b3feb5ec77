internal import Foundation
internal import KQL

/// A query that has no answer, with the place in it where something is wrong.
struct KQLFailure: Error, CustomStringConvertible {
    var description: String

    /// - Parameter marksPlace: whether the query's line stands under the message, with a caret under the place: for people.
    init(_ error: QueryError, in query: String, marksPlace: Bool = isatty(STDERR_FILENO) == 1) {
        description = KQLFailure.marked(error.text(in: query), in: query, marksPlace: marksPlace)
    }

    /// What a server says of a query; `nil` where it tells no place in it.
    init?(_ message: String, in query: String, marksPlace: Bool = isatty(STDERR_FILENO) == 1) {
        guard KQLFailure.place(in: message) != nil else { return nil }
        description = KQLFailure.marked(message, in: query, marksPlace: marksPlace)
    }

    static func marked(_ message: String, in query: String, marksPlace: Bool) -> String {
        let lines = query.split(separator: "\n", omittingEmptySubsequences: false)
        guard marksPlace, let (line, column) = place(in: message), line <= lines.count else { return message }
        let text = TerminalText.line(String(lines[line - 1]))
        let before = TextWidth.columns(String(text.prefix(column - 1)))
        return "\(message)\n  \(text)\n  \(String(repeating: " ", count: before))^"
    }

    /// Line and column where a message begins with them, as `QueryError.text(in:)` writes it.
    private static func place(in message: String) -> (line: Int, column: Int)? {
        guard message.hasPrefix("line "), let end = message.firstIndex(of: ":") else { return nil }
        let numbers = message[..<end].split { !$0.isNumber }.compactMap { Int($0) }
        return numbers.count == 2 && numbers.allSatisfy { $0 > 0 } ? (numbers[0], numbers[1]) : nil
    }
}
