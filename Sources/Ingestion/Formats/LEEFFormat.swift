internal import Primitives
public import SecurityModel

/// The Log Event Extended Format, versions 1.0 and 2.0, with or without a syslog header in front.
public struct LEEFFormat: RecognisingFormat {
    public let name = "leef"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .text(let text) = shape else { return false }
        return EventHeader.isPresent("LEEF:", in: text)
    }

    public func reports(in record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard var header = EventHeader(record.bytes, mark: "LEEF:", fields: { _ in 5 }) else {
            throw .notOfFormat(format: name, reason: "there is no header of 'LEEF:' and five fields between bars")
        }
        let delimiter = header.fields[0].hasPrefix("2") ? LEEFFormat.delimiter(in: &header.rest) : ""
        header.host = header.host.or(record.envelope.host)
        let (vendor, product, id) = (header.fields[1], header.fields[2], header.fields[4])
        guard !id.isEmpty else { throw .missingField("EventID") }
        let fields = LEEFFormat.fields(in: header.rest, delimiter: delimiter)
        let pattern = TimePattern(fields.text("devTimeFormat"))
        var first = pattern?.read(fields.text("devTime"), by: record.clock)
        if first == nil { first = try fields.time("devTime", by: record.clock) }
        if first == nil { first = EventTime.read(header.time, by: record.clock) ?? record.envelope.time }

        let productName = vendor.isEmpty || product.hasPrefix(vendor) ? product.or(vendor) : "\(vendor) \(product)"
        var report = record.report(LEEFFormat.title(fields, productName, id), from: first ?? record.received)
        if first == nil { report.keep("timeSource", "arrival") }
        report.providerAlertId = fields.text("eventUuid")
        report.productName = productName
        report.detectorId = id
        report.detectionSource = DetectionSource(fields.text("cat").or("unknown"))
        report.description = fields.text("msg", "desc", "description", "reason")
        report.severity = CEFFormat.severity(fields.text("sev", "severity"))
        report.take(LEEFFormat.evidence(header, fields, &report))
        for key in fields.keys where !LEEFFormat.read.contains(key) && !fields.isReadAsAddress(key) {
            report.keep(key, fields.text(key))
        }
        return [report]
    }

    /// What the event calls itself; else the product's number for it beside what tells the numbers apart.
    private static func title(_ fields: EventFields, _ product: String, _ id: String) -> String {
        let name = fields.text("name", "eventName", "title", "desc")
        if !name.isEmpty, name.utf8.count <= longestName { return name }
        guard !id.contains(where: \.isLetter) else { return id }
        let category = fields.text("cat")
        return (product.isEmpty ? id : "\(product) \(id)") + (category.isEmpty ? "" : " (\(category))")
    }

    /// Bytes beyond which a text describes rather than names.
    private static let longestName = 120

    /// The sixth field of version 2, which may be missing with its bar: what stands before the next bar is one only where it is
    /// empty, a character, or a character's number. Anything else is the first attribute.
    private static func delimiter(in rest: inout ArraySlice<UInt8>) -> String {
        guard let bar = rest.prefix(8).firstIndex(of: UInt8(ascii: "|")) else { return "" }
        let text = String(decoding: rest[..<bar], as: UTF8.self)
        guard text.count <= 1 || number(text) != nil else { return "" }
        rest = rest[(bar + 1)...]
        return text
    }

    /// The delimiter is a tab, or in version 2 what the header names: a character, or its number as `x09` or `0x09`.
    private static func fields(in bytes: ArraySlice<UInt8>, delimiter: String) -> EventFields {
        var fields = EventFields()
        for part in String(decoding: bytes, as: UTF8.self).split(separator: character(delimiter)) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, !pair[0].isEmpty else { continue }
            let value =
                pair[1].last.map { $0 == "\n" || $0 == "\r" || $0 == "\r\n" } == true ? pair[1].dropLast() : pair[1]
            fields.set(String(pair[0].drop { $0 == " " }), String(value))
        }
        return fields
    }

    private static func character(_ delimiter: String) -> Character {
        if let number = number(delimiter) { return Character(Unicode.Scalar(number)) }
        return delimiter.first ?? "\t"
    }

    private static func number(_ delimiter: String) -> UInt8? {
        let digits =
            delimiter.hasPrefix("0x") ? delimiter.dropFirst(2) : delimiter.hasPrefix("x") ? delimiter.dropFirst() : ""
        return UInt8(digits, radix: 16)
    }

    private static func evidence(_ header: EventHeader, _ fields: EventFields, _ report: inout AlertReport)
        -> EvidenceList
    {
        var list = EvidenceList()
        list.add(network: fields)
        list.add(.account(fields.text("usrName"), domain: fields.text("domain"), roles: [.source]))
        list.add(.account(fields.text("accountName"), roles: [.destination]))
        var message = MailMessage()
        message.from = fields.text("senderMail")
        message.recipients = fields.text("rcptMail").split(separator: ",").map { String($0.drop { $0 == " " }) }
        message.id = fields.text("messageId")
        message.subject = fields.text("subject")
        if !message.from.isEmpty || !message.id.isEmpty || !message.recipients.isEmpty { message.add(to: &list) }
        list.add(
            .file(at: fields.text("filePath", "fname", "fileName"), digests: FileDigests(list: fields.text("fileHash")))
        )
        list.add(reporter: fields, id: "", header: header.host, to: &report)
        return list
    }

    private static let read: Set<String> = [
        "devTime", "devTimeFormat", "name", "eventName", "eventUuid", "msg", "sev", "severity", "src", "dst", "messageId",
        "subject",
        "identSrc", "identHostName", "dstHostName", "usrName", "domain", "accountName", "senderMail", "rcptMail",
        "filePath",
        "fname", "fileName", "fileHash", "dvc", "dvchost",
    ]
}
