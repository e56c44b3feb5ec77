internal import Primitives

/// What brought incidents in that were merged into one. How often a thing was seen before differs from merge to merge and is
/// left out, so that what brought in several stands once.
struct MergeReason {
    private(set) var incidents: [String]
    let text: String

    /// The reason of the most incidents first.
    static func reasons(_ merges: [JSONValue]) -> [MergeReason] {
        var reasons: [MergeReason] = []
        for merge in merges {
            let text = beginning(merge.text(of: "text"))
            if let index = reasons.firstIndex(where: { $0.text == text }) {
                reasons[index].incidents += merge.texts(of: "incidents")
            } else {
                reasons.append(MergeReason(incidents: merge.texts(of: "incidents"), text: text))
            }
        }
        return reasons.enumerated().sorted { ($1.element.incidents.count, $0.offset) < ($0.element.incidents.count, $1.offset) }
            .map(\.element)
    }

    /// The first clause, of one sentence.
    private static func beginning(_ text: String) -> String {
        guard !text.contains("“"), let end = text.firstIndex(of: ";") else { return text }
        return text[..<end] + "."
    }
}
