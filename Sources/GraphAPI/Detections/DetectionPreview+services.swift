package import Detection
package import Flow
package import Hunting
internal import KQL
package import Primitives

extension APIServices {
    /// What a rule would have found, as far as whoever asks may see.
    package func preview(_ rule: DetectionRule, over span: HuntSpan, now: Timestamp) async throws -> DetectionPreview {
        do {
            return try await detections.preview(
                rule, from: span.start ?? now - .days(DetectionRoutes.previewDays), to: span.end ?? now, by: hunts)
        } catch let error as QueryError {
            throw DetectionRuleError("query", "has no answer: \(error.text(in: rule.query))")
        }
    }
}

extension HuntSpan {
    /// The time that a preview looks at; the usual days where nothing is said.
    package init(previewing text: String, now: Timestamp) throws(DetectionRuleError) {
        guard !text.isEmpty else {
            self = .last(days: DetectionRoutes.previewDays, before: now)
            return
        }
        guard let span = HuntSpan(text, now: now) else {
            throw DetectionRuleError("timespan", "is '\(text)'; it takes a duration as P7D, or two times with a slash between")
        }
        self = span
    }
}
