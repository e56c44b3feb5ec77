internal import Foundation
internal import Primitives

/// The terminal that this runs in, as far as output depends on it.
struct Terminal: Sendable {
    /// Columns; `nil` where the output goes to a file or a pipe and is not cut.
    var width: Int?
    var hasColour: Bool

    /// That of the standard output.
    static var output: Terminal {
        let environment = ProcessInfo.processInfo.environment
        guard isatty(STDOUT_FILENO) == 1 else { return Terminal(width: nil, hasColour: false) }
        let isPlain = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
        return Terminal(width: columns(of: STDOUT_FILENO), hasColour: !isPlain)
    }

    /// Columns of the terminal behind a file descriptor, 80 where it does not say.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func paint(_ text: String, _ style: TextStyle) -> String {
        hasColour && style != .plain ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
    }

    /// Lines to the standard output.
    static func show(_ lines: [String]) {
        let text = lines.map { $0 + "\n" }.joined()
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }

    static func show(_ line: String) { show([line]) }

    static func show(_ json: JSONValue) { show(TerminalText.json(json.text)) }

    /// A line to the standard error stream.
    static func complain(_ text: String, newline: Bool = true) {
        try? FileHandle.standardError.write(contentsOf: Data((text + (newline ? "\n" : "")).utf8))
    }
}

/// How a piece of text stands out; the raw value is the terminal's code for it.
enum TextStyle: String, Sendable {
    case plain = "0"
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"

    /// The style of a severity's or a status's name.
    init(of name: String) {
        switch name {
        case "high": self = .red
        case "medium": self = .yellow
        case "low": self = .cyan
        case "resolved": self = .green
        case "informational", "unknown", "redirected": self = .faint
        default: self = .plain
        }
    }
}
