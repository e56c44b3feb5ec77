internal import Primitives

/// What became of the records that were sent.
struct UploadTally: Sendable {
    /// Faults that are listed, at most.
    static let largestList = 20

    private(set) var accepted = 0
    private(set) var rejected = 0
    /// The first of them, a line each.
    private(set) var faults: [String] = []

    /// Files that could not be opened, in their order.
    private(set) var unreadableFiles: [String] = []

    mutating func passOver(_ file: String) { unreadableFiles.append(file) }

    /// Takes in the server's answer to a batch.
    mutating func add(_ answer: JSONValue, file: String, first: Int) {
        accepted += Int(answer.number(of: "accepted"))
        rejected += Int(answer.number(of: "rejected"))
        for fault in answer.list(of: "errors") {
            note("\(file): record \(first + Int(fault.number(of: "record")) - 1): \(fault.text(of: "error"))")
        }
    }

    /// A record that is not even sent.
    mutating func refuse(_ reason: String, file: String, record: Int) {
        rejected += 1
        note("\(file): record \(record): \(reason)")
    }

    private mutating func note(_ fault: String) {
        if faults.count < UploadTally.largestList { faults.append(fault) }
    }

    var summary: String { "\(Count.text(Int64(accepted))) accepted, \(Count.text(Int64(rejected))) rejected" }

    var json: JSONValue {
        [
            "accepted": .integer(Int64(accepted)), "rejected": .integer(Int64(rejected)),
            "errors": .texts(faults), "unreadableFiles": .texts(unreadableFiles),
        ]
    }
}
