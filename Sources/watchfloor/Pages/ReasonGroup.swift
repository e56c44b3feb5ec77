internal import Foundation
internal import Primitives

/// Reasons that name the same signal and subject. Each alert words its own a little differently (which kind of alert it is, how
/// often something was seen before it), so a group shows what all of them say, and how many kinds say it.
struct ReasonGroup {
    private(set) var alertCount: Int64
    private let signal: String
    private let subject: String
    /// What all of them say, with a mark for the kind of alert.
    private var words: String
    private var kinds: [String]

    private static let mark = "\u{1}"

    private init(_ reason: JSONValue) {
        alertCount = reason.number(of: "alertCount")
        signal = reason.text(of: "signal")
        subject = reason.text(of: "subject")
        (words, kinds) = (reason.text(of: "text"), [])
        if let start = words.firstIndex(of: "“"), let end = words[start...].firstIndex(of: "”") {
            kinds = [String(words[start...end])]
            words.replaceSubrange(start...end, with: ReasonGroup.mark)
        }
    }

    var text: String {
        let others = kinds.count - 1
        let kind = (kinds.first ?? "") + (others > 0 ? " (and \(others) other \(others == 1 ? "kind" : "kinds"))" : "")
        let text = words.replacingOccurrences(of: ReasonGroup.mark, with: kind)
        // Of several one at most opened this one; the others opened incidents that were merged into it.
        return alertCount > 1 && signal == "opening"
            ? text.replacingOccurrences(of: "It opened the incident", with: "They opened incidents that are one now") : text
    }

    /// The group with the most alerts first.
    static func groups(of reasons: [JSONValue]) -> [ReasonGroup] {
        var groups: [ReasonGroup] = []
        for reason in reasons.map(ReasonGroup.init) {
            let index = groups.firstIndex { $0.signal == reason.signal && $0.subject == reason.subject }
            guard let index else {
                groups.append(reason)
                continue
            }
            groups[index].alertCount += reason.alertCount
            groups[index].words = common(groups[index].words, reason.words)
            groups[index].kinds += reason.kinds.filter { !groups[index].kinds.contains($0) }
        }
        let ranked = groups.enumerated().sorted {
            ($1.element.alertCount, $0.offset) < ($0.element.alertCount, $1.offset)
        }
        return ranked.map(\.element)
    }

    /// The clauses that both begin with; the first text where that is not even one.
    static func common(_ first: String, _ second: String) -> String {
        guard first != second else { return first }
        let shared = first.commonPrefix(with: second)
        let isWhole = shared.count == first.count || shared.count == second.count
        if isWhole, !shared.isEmpty { return shared }
        guard let end = lastClause(of: shared) else { return first }
        return String(shared[..<end])
    }

    /// Where the last whole clause ends. A mark inside quotes belongs to a title.
    private static func lastClause(of text: String) -> String.Index? {
        var end: String.Index?
        var isQuoted = false
        for index in text.indices {
            switch text[index] {
            case "“": isQuoted = true
            case "”": isQuoted = false
            case ";", ".", ",": if !isQuoted { end = index }
            default: break
            }
        }
        return end
    }
}
