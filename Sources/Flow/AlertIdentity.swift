internal import Primitives
internal import SecurityModel

/// What tells an alert apart within its source, so that a redelivery is known as one.
enum AlertIdentity {
    /// The product's own id, else a digest of the report: the same content at the same time is the same alert.
    ///
    /// The hour stands before the digest, so that the identities of one time lie side by side in the store's index.
    static func of(_ report: AlertReport) -> String {
        guard report.providerAlertId.isEmpty else { return report.providerAlertId }
        var digest = Fingerprint()
        for text in [report.productName, report.detectorId, report.title, report.description] {
            digest.add(text.utf8)
            digest.separate()
        }
        for time in [report.firstActivity, report.lastActivity] { digest.add(time.rfc3339.utf8) }
        for evidence in report.evidence {
            digest.add(JSONValue.object(evidence.fields).text.utf8)
            digest.separate()
        }
        digest.add(JSONValue.object(report.additionalData).text.utf8)
        return "#\(report.firstActivity.unixSeconds / 3600)-\(digest.text)"
    }
}
