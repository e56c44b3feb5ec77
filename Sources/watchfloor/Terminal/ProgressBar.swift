internal import Foundation
internal import Primitives

/// How far a long upload is, on one line that is drawn over and over.
struct ProgressBar {
    /// Seconds between two drawings.
    static let interval = Duration(ticks: Duration.ticksPerSecond / 5)

    /// What the line tells.
    struct Stand: Sendable {
        var name = ""
        var bytesRead = 0
        /// `nil` for a pipe.
        var totalBytes: Int?
        var accepted = 0
        var rejected = 0
        var seconds = 0.0
        /// Whether the server has asked to wait.
        var isWaiting = false
    }

    private let isShown: Bool
    private var lastDrawn = Timestamp.distantPast

    /// - Parameter isShown: whether there is somebody to see it: the standard error stream is a terminal.
    init(isShown: Bool = isatty(STDERR_FILENO) == 1) { self.isShown = isShown }

    mutating func draw(_ stand: Stand, now: Timestamp = .now) {
        guard isShown, stand.isWaiting || now - lastDrawn >= ProgressBar.interval else { return }
        lastDrawn = now
        write("\r\u{1b}[K" + ProgressBar.line(stand, width: Terminal.columns(of: STDERR_FILENO)))
    }

    /// Takes the line away.
    func clear() {
        if isShown { write("\r\u{1b}[K") }
    }

    /// The line itself: a bar where the size is known, and the counts.
    static func line(_ stand: Stand, width: Int) -> String {
        let rate = stand.seconds > 0 ? Int(Double(stand.accepted + stand.rejected) / stand.seconds) : 0
        var parts = ["\(rate) records/s", "\(stand.accepted) accepted"]
        if stand.rejected > 0 { parts.append("\(stand.rejected) rejected") }
        if stand.isWaiting { parts.append("the server is full, waiting") }
        let counts = parts.joined(separator: ", ")
        var head = TextWidth.fit(TerminalText.line(stand.name), 24)
        if let total = stand.totalBytes, total > 0 {
            let share = min(1, Double(stand.bytesRead) / Double(total))
            let full = Int(share * 20)
            head += " [" + String(repeating: "#", count: full) + String(repeating: ".", count: 20 - full) + "]"
            head += " \(Int(share * 100)) %"
        } else {
            head += " \(stand.bytesRead >> 20) MiB"
        }
        return TextWidth.fit(head + "  " + counts, max(1, width - 1))
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
