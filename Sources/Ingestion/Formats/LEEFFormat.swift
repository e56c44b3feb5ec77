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
        guard var header = EventHeader(record.bytes, mark: "LEEF:", fields: { $0.hasPrefix("2") ? 6 : 5 }) else {
            throw .notOfFormat(
                format: name, reason: "there is no header of 'LEEF:' and five or six fields between bars")
        }
        header.host = header.host.or(record.envelope.host)
        let (vendor, product, id) = (header.fields[1], header.fields[2], header.fields[4])
        guard !id.isEmpty else { throw .missingField("EventID") }
        let fields = LEEFFormat.fields(in: header.rest, delimiter: header.fields.count > 5 ? header.fields[5] : "")
        let pattern = TimePattern(fields.text("devTimeFormat"))
        var first = pattern?.read(fields.text("devTime"))
        if first == nil { first = try fields.time("devTime", near: record.received) }
        if first == nil { first = EventTime.read(header.time, near: record.received) ?? record.envelope.time }
        guard let first else { throw .missingField("devTime") }

        var report = record.report(fields.text("name", "eventName").or(id), from: first)
        report.providerAlertId = fields.text("externalId", "eventUuid")
        report.productName = vendor.isEmpty || product.hasPrefix(vendor) ? product.or(vendor) : "\(vendor) \(product)"
        report.detectorId = id
        report.detectionSource = DetectionSource(fields.text("cat").or("unknown"))
        report.description = fields.text("msg", "reason")
        report.severity = CEFFormat.severity(fields.text("sev", "severity"))
        report.take(LEEFFormat.evidence(header, fields))
        for key in fields.keys where !LEEFFormat.read.contains(key) { report.keep(key, fields.text(key)) }
        return [report]
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
        let digits =
            delimiter.hasPrefix("0x") ? delimiter.dropFirst(2) : delimiter.hasPrefix("x") ? delimiter.dropFirst() : ""
        if let number = UInt8(digits, radix: 16) { return Character(Unicode.Scalar(number)) }
        return delimiter.first ?? "\t"
    }

    private static func evidence(_ header: EventHeader, _ fields: EventFields) -> EvidenceList {
        var list = EvidenceList()
        list.add(network: fields)
        list.add(.account(fields.text("usrName"), domain: fields.text("domain"), roles: [.source]))
        list.add(.account(fields.text("accountName"), roles: [.destination]))
        list.add(mailbox: fields.text("senderMail"), .source)
        list.add(mailbox: fields.text("rcptMail"), .destination)
        list.add(
            .file(at: fields.text("filePath", "fname", "fileName"), digests: FileDigests(list: fields.text("fileHash")))
        )
        list.add(.host(fields.text("dvchost").or(header.host), address: fields.text("dvc"), roles: [.contextual]))
        return list
    }

    private static let read: Set<String> = [
        "devTime", "devTimeFormat", "name", "eventName", "externalId", "eventUuid", "msg", "sev", "severity", "src",
        "dst",
        "identSrc", "identHostName", "dstHostName", "usrName", "domain", "accountName", "senderMail", "rcptMail",
        "filePath",
        "fname", "fileName", "fileHash", "url", "request", "dvc", "dvchost",
    ]
}
