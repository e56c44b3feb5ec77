public import Events
public import Ingestion
internal import Primitives

/// Records of Suricata's EVE log of every kind.
public struct SuricataEventFormat: EventFormat {
    public static let name = "suricata-events"
    private let book: PlanBook
    private let type: [Int]
    private let time: [Int]
    private let names, queries: [Int]

    public init(specs: TableSpecs) throws(EventFormatError) {
        book = try PlanBook(
            SuricataShapes.all, asked: ["event_type", "timestamp", "dns.queries"], otherwise: .path, specs)
        names = book.slots("dns.rrname")
        queries = book.slots("dns.queries")
        type = book.slots("event_type")
        time = book.slots("timestamp")
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try rows(in: record.bytes, into: &batch)
    }

    /// - Parameters:
    ///   - frame: fields that somebody put around the record.
    ///   - told: when it happened by who put them there, where the record tells no time.
    func rows(
        in record: [UInt8], beside frame: [Field] = [], orElse told: Timestamp? = nil, into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        try FieldSet.reading(record, book.names) { (set: inout FieldSet, bytes) throws(EventFormatError) -> Int in
            guard let kind = set.value(first: type) else { throw .missingField("event_type") }
            // Figures about Suricata itself.
            if kind.equals("stats") { return 0 }
            let stamp = set.value(first: time)
            guard let moment = stamp.map(ValueReading.time) ?? told else {
                guard let stamp else { throw .missingField("timestamp") }
                throw .badField("timestamp", value: stamp.text, expected: "a date and time")
            }
            for field in frame { try set.add(field.name, field.value, field.kind) }
            try addQuestion(&set)
            let head = RowHead(time: moment, of: bytes)
            let name = kind.text
            return book.write(book.has(name) ? name : SuricataShapes.other, &set, head, into: &batch)
        }
    }
}

extension SuricataEventFormat {
    /// Since version 8 the questions of a DNS message stand in a list; the first is what it is about.
    private func addQuestion(_ set: inout FieldSet) throws(EventFormatError) {
        guard set.value(first: names) == nil, let list = set.value(first: queries), list.first == UInt8(ascii: "["),
            let question = try JSONFieldScanner.elements(of: list).first
        else { return }
        if let name = JSONFieldScanner.member("rrname", of: question, &set.arena) { try set.add(Bytes("dns.rrname"), name) }
        if let type = JSONFieldScanner.member("rrtype", of: question, &set.arena) { try set.add(Bytes("dns.rrtype"), type) }
    }
}

/// The rows of EVE records by their `event_type`.
enum SuricataShapes {
    static let other = ""

    private static let network = NetworkShapes(
        source: ("src_ip", "src_port"), destination: ("dest_ip", "dest_port"), transport: "proto")

    static let all: [String: [RowShape]] = [
        "flow": [
            network.row("ConnectionAttempt", when: ("flow.state", "new")), network.row("ConnectionSuccess"),
        ],
        "dns": [
            network.row("DnsConnectionInspected", url: "dns.rrname"),
            network.lookup(
                name: "dns.rrname", type: "dns.rrtype", code: "dns.rcode",
                answers: ["dns.answers", "dns.grouped.A", "dns.grouped.AAAA"]),
        ],
        "http": [network.row("HttpConnectionInspected", url: "http.hostname")],
        "http2": [network.row("HttpConnectionInspected", url: "http.hostname")],
        "tls": [network.row("SslConnectionInspected", url: "tls.sni")],
        "ssh": [network.row("SshConnectionInspected")],
        "smtp": [network.row("SmtpConnectionInspected")],
        "ftp": [network.row("FtpConnectionInspected")],
        "alert": [
            network.row(
                "NetworkSignatureInspected",
                [
                    .additional("alert.signature", as: "SignatureName"), .additional("alert.signature_id", as: "SignatureId"),
                    Rule(
                        fields: ["http.hostname", "tls.sni", "dns.rrname"], columns: ["RemoteUrl"], conversion: .value,
                        isShared: true),
                ])
        ],
        "fileinfo": [
            RowShape(
                "DeviceFileEvents", "FileObserved",
                [
                    .path("fileinfo.filename"), .lowercase("fileinfo.sha1", "SHA1"), .lowercase("fileinfo.sha256", "SHA256"),
                    .lowercase("fileinfo.md5", "MD5"), .value("fileinfo.size", "FileSize"),
                    .value("app_proto", "RequestProtocol"),
                    .address("src_ip", "RequestSourceIP"), .value("src_port", "RequestSourcePort"),
                ])
        ],
        other: [network.row("ProtocolInspected")],
    ]
}
