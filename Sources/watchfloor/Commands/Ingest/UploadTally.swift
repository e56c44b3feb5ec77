internal import Primitives

/// What became of the records that were sent.
struct UploadTally: Sendable {
    /// Faults that are listed, at most.
    static let largestList = 20

    private(set) var accepted = 0
    private(set) var rejected = 0
    /// The first of them. Neighbours that have the same fault are one.
    private var faultyRuns: [FaultyRun] = []

    /// A line for each of the first faults.
    var faults: [String] { faultyRuns.map(\.text) }
    /// Records that the lines do not tell of.
    var unlisted: Int { rejected - faultyRuns.reduce(0) { $0 + $1.records.count } }

    /// Files that could not be opened, in their order.
    private(set) var unreadableFiles: [String] = []

    mutating func passOver(_ file: String) { unreadableFiles.append(file) }

    /// Takes in the server's answer to a batch.
    mutating func add(_ answer: JSONValue, file: String, first: Int) {
        accepted += Int(answer.number(of: "accepted"))
        rejected += Int(answer.number(of: "rejected"))
        for fault in answer.list(of: "errors") {
            note(fault.text(of: "error"), file: file, record: first + Int(fault.number(of: "record")) - 1)
        }
    }

    /// A record that is not even sent.
    mutating func refuse(_ reason: String, file: String, record: Int) {
        rejected += 1
        note(reason, file: file, record: record)
    }

    private mutating func note(_ fault: String, file: String, record: Int) {
        if let last = faultyRuns.last, last.file == file, last.fault == fault, last.records.upperBound + 1 == record {
            faultyRuns[faultyRuns.count - 1].records = last.records.lowerBound...record
        } else if faultyRuns.count < UploadTally.largestList {
            faultyRuns.append(FaultyRun(file: file, records: record...record, fault: fault))
        }
    }

    var summary: String { "\(Count.text(Int64(accepted))) accepted, \(Count.text(Int64(rejected))) rejected" }

    var json: JSONValue {
        [
            "accepted": .integer(Int64(accepted)), "rejected": .integer(Int64(rejected)),
            "errors": .texts(faults), "unreadableFiles": .texts(unreadableFiles),
        ]
    }
}

/// Records one after another that cannot be read for one reason.
private struct FaultyRun: Sendable {
    let file: String
    var records: ClosedRange<Int>
    let fault: String

    var text: String {
        let place = records.count == 1 ? "record \(records.lowerBound)" : "records \(records.lowerBound) to \(records.upperBound)"
        return "\(file): \(place): \(fault)"
    }
}
