internal import Primitives

/// A text with columns in it: `Sign-in from {{IPAddress}}`.
struct AlertTemplate {
    private enum Part {
        case text(Substring)
        case column(String)
    }

    private let parts: [Part]

    init(_ template: String) {
        var parts: [Part] = []
        var rest = template[...]
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            parts.append(.text(rest[..<start.lowerBound]))
            let name = rest[start.upperBound..<end.lowerBound]
            parts.append(.column(name.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")))
            rest = rest[end.upperBound...]
        }
        parts.append(.text(rest))
        self.parts = parts
    }

    var columns: [String] { parts.compactMap { if case .column(let name) = $0 { name } else { nil } } }

    /// The text with the row's values, cut where it is longer than it may be.
    func text(_ row: DetectionRow, bytes limit: Int) -> String {
        let text = parts.map { part in
            switch part {
            case .text(let text): String(text)
            case .column(let name): row.text(name)
            }
        }.joined()
        return text.utf8.count <= limit ? text : text.cut(toBytes: limit)
    }
}
