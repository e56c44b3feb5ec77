internal import Primitives
public import SecurityModel

/// The Common Event Format, with or without a syslog header in front.
public struct CEFFormat: RecognisingFormat {
    public let name = "cef"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .text(let text) = shape else { return false }
        return EventHeader.isPresent("CEF:", in: text)
    }

    public func reports(in record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard var header = EventHeader(record.bytes, mark: "CEF:", fields: { _ in 7 }) else {
            throw .notOfFormat(format: name, reason: "there is no header of 'CEF:' and seven fields between bars")
        }
        header.host = header.host.or(record.envelope.host)
        let (vendor, product, id, title) = (header.fields[1], header.fields[2], header.fields[4], header.fields[5])
        let fields = CEFExtension.fields(in: header.rest)
        guard !title.isEmpty || !id.isEmpty else { throw .missingField("Name") }
        var first = try fields.time("start", "rt", "end", "deviceReceiptTime", by: record.clock)
        if first == nil { first = EventTime.read(header.time, by: record.clock) ?? record.envelope.time }
        let last = try fields.time("end", by: record.clock)
        // A signature that one number of the product stands for is named in a key of the vendor's own.
        let signature = fields.text("FTNTFGTattack", "FTNTFGTvirus")

        let isIdTelling = id.utf8.contains(UInt8(ascii: " ")) && !title.utf8.contains(UInt8(ascii: " "))
        var report = record.report(
            signature.or(isIdTelling ? id : title).or(id), from: first ?? last ?? record.received, to: last)
        if first == nil { report.keep("timeSource", "arrival") }
        report.productName = vendor.isEmpty || product.hasPrefix(vendor) ? product.or(vendor) : "\(vendor) \(product)"
        report.detectorId = signature.isEmpty ? id : "\(id):\(signature)"
        if report.title != title { report.keep("eventName", title) }
        report.detectionSource = DetectionSource(fields.text("deviceFacility", "cat").or("unknown"))
        report.description = fields.text("msg", "reason")
        report.severity = CEFFormat.severity(header.fields[6])
        report.take(CEFFormat.claims(fields))
        report.take(CEFFormat.evidence(header, fields, &report))
        CEFFormat.addDetails(fields, to: &report)
        return [report]
    }

    /// A number from 0 to 10, or one of the words that stand for its ranges.
    static func severity(_ text: String) -> AlertSeverity {
        guard let number = Double(text) else {
            return text.lowercased().hasPrefix("very") ? .high : AlertSeverity(word: text)
        }
        return switch number {
        case ..<0: .unknown
        case ..<1: .informational
        case ..<4: .low
        case ..<7: .medium
        default: .high
        }
    }

    /// There is no key for ATT&CK: products put it under a label of their own.
    private static func claims(_ fields: EventFields) -> AttackClaims {
        var claims = AttackClaims()
        for (label, value) in CEFExtension.labelled(fields) {
            let label = label.lowercased()
            for word in value.split(separator: ",").map({ String($0.drop { $0 == " " }) }) {
                if label.holds("technique") { claims.add(technique: word) }
                if label.holds("tactic") { claims.add(tactic: word) }
            }
        }
        return claims
    }

    private static func evidence(_ header: EventHeader, _ fields: EventFields, _ report: inout AlertReport)
        -> EvidenceList
    {
        var list = EvidenceList()
        list.add(network: fields)
        list.add(.account(fields.text("suser"), domain: fields.text("sntdom"), roles: [.source]))
        list.add(.account(fields.text("duser"), domain: fields.text("dntdom"), roles: [.destination]))
        let digests = FileDigests(list: fields.text("fileHash"))
        let (path, file) = (fields.text("filePath"), fields.text("fname"))
        list.add(.file(at: path.hasSuffix(file) ? path : path.isEmpty ? file : "\(path)/\(file)", digests: digests))
        var message = MailMessage()
        message.id = fields.text("messageId", "internetMessageId")
        if !message.id.isEmpty { message.add(to: &list) }
        list.add(
            .file(
                at: fields.text("oldFilePath", "oldFileName"), digests: FileDigests(list: fields.text("oldFileHash")),
                roles: [.contextual]))
        for (name, id, role): (String, String, EvidenceRole) in [
            ("sproc", "spid", .source), ("dproc", "dpid", .destination),
        ]
        where !fields.text(name).isEmpty {
            list.add(.process(image: .file(at: fields.text(name)), id: fields.text(id), roles: [role]))
        }
        list.add(reporter: fields, id: fields.text("deviceExternalId"), header: header.host, to: &report)
        return list
    }

    private static let read: Set<String> = [
        "start", "rt", "end", "deviceReceiptTime", "deviceFacility", "msg", "src", "dst", "shost",
        "dhost", "shostfqdn", "dhostfqdn", "suser",
        "duser", "sntdom", "dntdom", "fileHash", "filePath", "fname", "sproc", "dproc", "spid", "dpid",
        "dvc", "dvchost",
        "deviceExternalId",
    ]

    /// What is left, with its own label as name where it has one.
    private static func addDetails(_ fields: EventFields, to report: inout AlertReport) {
        for (label, value) in CEFExtension.labelled(fields) { report.keep(label, value) }
        for key in fields.keys where !read.contains(key) && !fields.isReadAsAddress(key) && !CEFExtension.isLabelled(key, fields)
        {
            report.keep(key, fields.text(key))
        }
    }
}
