internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The evidence of an alert as pages show it: each piece, and what happened as a tree of processes or from cause to effect.
struct ShownEvidence {
    struct StoryLine {
        var depth: Int
        var kind: String
        var title: String
        var detail: String?
        var time: String?
        var verdict: String?
        var verdictTitle: String?
        var roles: String?
        var entityAddress: String?
    }

    /// Pieces that are shown, at most; the page says where there are more.
    static let most = 200

    private(set) var pieces: [EvidenceLine]
    private(set) var more: Int?
    private(set) var tree: [StoryLine]
    private(set) var sequence: [StoryLine]

    init(_ alert: Alert, _ reader: CaseReader) throws {
        let report = alert.report
        let scope = try reader.sourceScopes()[report.source]
        let shown = Array(report.evidence.prefix(ShownEvidence.most))
        let known = try shown.enumerated().map { place, evidence in
            var line = try EvidenceLine(evidence, scope: scope, reader)
            if evidence.kind == .process { line.entityAddress = ProcessRun.address(of: place, in: alert.id) }
            return line
        }
        more = report.evidence.count > shown.count ? report.evidence.count - shown.count : nil
        let story = AlertStory(shown)
        tree = story.tree.map { ShownEvidence.line($0, known) }
        sequence = story.sequence.map { ShownEvidence.line($0, known) }
        pieces = known + ShownEvidence.unread(report).prefix(ShownEvidence.most).map { EvidenceLine(unread: $0) }
    }

    /// Evidence of kinds that nobody knew when it came; formats keep it under this name.
    private static func unread(_ report: AlertReport) -> [JSONValue] { report.additionalData["otherEvidence"]?.array ?? [] }

    private static func line(_ line: AlertStory.Line, _ evidence: [EvidenceLine]) -> StoryLine {
        let known = line.evidence.map { evidence[$0] }
        return StoryLine(
            depth: min(line.depth, 12), kind: known?.kind ?? EntityKind.process.name, title: line.title, detail: line.detail,
            time: line.time, verdict: known?.verdict == EvidenceVerdict.unknown.name ? nil : known?.verdict,
            verdictTitle: known?.verdictTitle, roles: known?.roles,
            entityAddress: known?.entityAddress)
    }
}
