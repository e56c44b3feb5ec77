internal import Events
internal import Primitives

/// What every row of a record says alike.
struct RowHead {
    var time: Timestamp
    /// The machine that the event is about, as the record names it.
    var computer = Bytes(start: nil, count: 0)
    /// The same in lower case, as Defender writes it.
    var device = Bytes(start: nil, count: 0)
    /// Derived from the name, so that the same machine always has the same.
    var deviceId = Bytes(start: nil, count: 0)
    var reportId: Int64 = 0

    /// For a row whose other columns the record fills itself.
    init(time: Timestamp) { self.time = time }

    /// For a record that names no machine whose event it is.
    init(time: Timestamp, of record: Bytes) {
        self.time = time
        reportId = RowHead.number(of: record)
    }

    /// - Parameter number: the record's number in its log; without one a number comes of the bytes.
    init(time: Timestamp, computer: Bytes, number: Int64?, record: Bytes, _ arena: inout ByteArena) {
        self.init(time: time, of: number == nil ? record : Bytes(start: nil, count: 0))
        if let number { reportId = number }
        guard !computer.isEmpty else { return }
        self.computer = computer
        device = arena.lowercase(computer)
        var fingerprint = Fingerprint()
        fingerprint.add(device)
        deviceId = arena.store(fingerprint.text.utf8)
    }

    /// A positive number of 53 bits, which every reader of JSON takes whole.
    static func number(of record: Bytes) -> Int64 {
        var word = UInt64(record.count) &* 0x9e37_79b9_7f4a_7c15
        guard let base = record.baseAddress else { return 1 }
        let raw = UnsafeRawPointer(base)
        var place = 0
        while place + 8 <= record.count {
            word = (word ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xff51_afd7_ed55_8ccd
            word ^= word >> 32
            place += 8
        }
        while place < record.count {
            word = (word ^ UInt64(record[place])) &* 0xc4ce_b9fe_1a85_ec53
            word ^= word >> 29
            place += 1
        }
        return Int64(word >> 11) | 1
    }
}

/// The columns that a table may have for the head.
struct HeadColumns: Sendable {
    private let times: [Int]
    private let device: Int?
    private let deviceId: Int?
    private let computer: Int?
    private let report: (column: Int, isText: Bool)?

    init(_ spec: TableSpec) {
        times = Set(["Timestamp", "TimeGenerated"].compactMap(spec.place) + [spec.timeColumn]).sorted()
        device = spec.place(of: "DeviceName")
        deviceId = spec.place(of: "DeviceId")
        computer = spec.place(of: "Computer")
        report = spec.place(of: "ReportId").map { ($0, spec.columns[$0].type.isText) }
    }

    func write(_ head: RowHead, into batch: inout EventBatch) {
        for column in times { batch.set(column, head.time) }
        if let computer, !head.computer.isEmpty { batch.set(computer, head.computer) }
        if let device, !head.device.isEmpty { batch.set(device, head.device) }
        if let deviceId, !head.deviceId.isEmpty { batch.set(deviceId, head.deviceId) }
        guard let report, head.reportId != 0 else { return }
        if report.isText { batch.set(report.column, String(head.reportId)) } else { batch.set(report.column, head.reportId) }
    }
}
