internal import Primitives
internal import SQL
internal import SecurityModel

/// The digest over everything of an alert that never changes after it was taken in. The change log holds it, so that an
/// audit finds an alert that was altered, removed or slipped in.
struct AlertDigest {
    private(set) var message = DigestMessage()

    var bytes: [UInt8] { ChangeDigest.of(message.bytes) }

    init(_ alert: NewAlert, entities: String, report: String) {
        let numbers: [Int64] = [
            alert.id.number, alert.sourceID, alert.detectorID, Int64(alert.report.severity.rawValue),
            Int64(alert.report.tactics.rawValue), ObservedAlert.field(alert), alert.isExcluded ? 1 : 0,
            Int64(alert.deviceGroup), alert.rawSequence,
        ]
        self.init(numbers, [alert.identity, alert.report.title, entities, report])
    }

    /// - Parameter row: the columns of `columns`.
    init(row: any SQLRow) {
        self.init((0..<9).map { row.integer($0) }, (9..<13).map { row.text($0) })
    }

    private init(_ numbers: [Int64], _ texts: [String]) {
        for number in numbers { message.add(number) }
        for text in texts { message.add(text) }
    }

    static let columns = """
        id, source, detector, severity, tactics, observed, is_excluded, device_group, raw_sequence, identity, title, entities,
        report
        """
}
