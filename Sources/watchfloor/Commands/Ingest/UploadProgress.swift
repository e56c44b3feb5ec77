internal import Foundation
internal import Synchronization

/// How far an upload is, for whoever has to tell it when the upload itself no longer can.
final class UploadProgress: Sendable {
    struct Stand: Sendable {
        var file = ""
        /// The first record of the file that the server has not acknowledged, counted from 1.
        var nextRecord = 1
        var tally = UploadTally()
    }

    private let stand = Mutex(Stand())

    func update(_ new: Stand) { stand.withLock { $0 = new } }

    /// What was taken in, and how to go on.
    var farewell: [String] {
        let stand = stand.withLock { $0 }
        let place = stand.file.isEmpty ? "before the first record" : "at '\(stand.file)', record \(stand.nextRecord)"
        return stand.tally.faults + [
            "interrupted \(place): \(stand.tally.summary)",
            "Send the same again to go on: what is in already is recognised.",
        ]
    }
}
