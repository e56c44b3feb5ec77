internal import Events
internal import Primitives

/// Logons in the messages of OpenSSH: `Accepted password for alice from 192.0.2.7 port 50122 ssh2`, and `Failed ...`.
struct SSHLogons: Sendable {
    private let table: Int
    private let head: HeadColumns
    private let type, action, account, address, kind, port, logonType, message: Int

    /// - Throws: `noTable` and `noColumn`.
    init(_ specs: TableSpecs) throws(EventFormatError) {
        let name = "DeviceLogonEvents"
        table = try specs.table(name)
        head = HeadColumns(specs[table])
        type = try specs.place("Type", in: name)
        action = try specs.place("ActionType", in: name)
        account = try specs.place("AccountName", in: name)
        address = try specs.place("RemoteIP", in: name)
        kind = try specs.place("RemoteIPType", in: name)
        port = try specs.place("RemotePort", in: name)
        logonType = try specs.place("LogonType", in: name)
        message = try specs.place("AdditionalFields", in: name)
    }

    /// - Returns: how many rows were added.
    func rows(of text: Bytes, _ head: RowHead, into batch: inout EventBatch) -> Int {
        let isDone = text.hasPrefix("Accepted ")
        guard isDone || text.hasPrefix("Failed "), let name = text.find(" for "), let from = text.find(" from ", from: name)
        else {
            return 0
        }
        var user = text.part(name + 5, max(name + 5, from))
        if user.hasPrefix("invalid user ") { user = user.from(13) }
        var words = text.from(from + 6).split(separator: 0x20).makeIterator()
        guard let host = words.next().map({ Bytes(rebasing: $0) }) else { return 0 }
        batch.addRow(to: table)
        self.head.write(head, into: &batch)
        batch.set(type, Bytes("DeviceLogonEvents"))
        batch.set(action, Bytes(isDone ? "LogonSuccess" : "LogonFailed"))
        batch.set(account, user.trimmed)
        batch.set(address, host)
        if let place = IPAddress(host.text) {
            batch.set(kind, Bytes(RowPlan.kind(of: place, isMapped: place.isIPv4 && host.contains(UInt8(ascii: ":")))))
        }
        batch.set(logonType, Bytes("Network"))
        if let word = words.next(), Bytes(rebasing: word).equals("port"), let digits = words.next() {
            if let number = ValueReading.number(Bytes(rebasing: digits)) { batch.set(port, number) }
        }
        var json: [UInt8] = Array("{\"Message\":".utf8)
        JSONText.quote(text, into: &json)
        json.append(UInt8(ascii: "}"))
        batch.set(message, json)
        return 1
    }
}
