internal import Primitives
internal import SecurityModel

/// A mail message as the formats name it. It is one piece of evidence under its message id, so that alerts of several
/// products about one message meet.
struct MailMessage {
    /// The header `Message-ID`, in angle brackets or without.
    var id = ""
    var subject = ""
    /// The header `From`, and the envelope's sender where it is told apart.
    var from = ""
    var envelopeFrom = ""
    var recipients: [String] = []
    var senderIp = ""
    var urls: [String] = []
    var attachments: Int?

    private var fields: JSONObject {
        let recipient = recipients.count == 1 ? MailAddress(recipients[0]).address : ""
        var fields = Evidence(
            .analyzedMessage,
            texts: [
                "internetMessageId": id, "subject": subject, "recipientEmailAddress": recipient,
                "senderIp": IPAddress.canonical(senderIp) ?? "",
            ]
        ).fields
        for (name, text) in [("p1Sender", envelopeFrom), ("p2Sender", from)] {
            let sender = MailAddress(text)
            guard !sender.address.isEmpty else { continue }
            fields[name] = .object(
                Evidence(
                    .analyzedMessage,
                    texts: ["emailAddress": sender.address, "displayName": sender.name, "domainName": sender.domain]
                ).fields)
        }
        if !urls.isEmpty { fields["urls"] = .array(urls.map { .string($0) }) }
        if let attachments { fields["attachmentsCount"] = .integer(Int64(attachments)) }
        return fields
    }

    /// Who got it is struck; the message itself has no role, since it names the recipient too. Who sent it is named in the message alone: an outsider's mailbox is no asset. Only one of a
    /// recipient's own domain is a mailbox of the house.
    func add(to list: inout EvidenceList) {
        let fields = fields
        guard !fields.isEmpty || !recipients.isEmpty else { return }
        list.add(Evidence(.analyzedMessage, fields: fields))
        let domains = recipients.map { MailAddress($0).domain.lowercased() }
        for sender in [from, envelopeFrom] {
            let domain = MailAddress(sender).domain.lowercased()
            if !domain.isEmpty, domains.contains(domain) { list.add(mailbox: sender, .source) }
        }
        for recipient in recipients { list.add(mailbox: recipient, .destination) }
        for url in urls { list.add(url: url, .suspicious) }
        list.add(address: senderIp, .source)
    }
}

/// An address as headers write it: `Name <user@example>`, `"Name" <user@example>` or bare.
struct MailAddress {
    let address: String
    let name: String
    let domain: String

    init(_ text: String) {
        let start = text.lastIndex(of: "<")
        let inner = start.map { text[text.index(after: $0)...].prefix { $0 != ">" } } ?? text[...]
        guard let at = inner.lastIndex(of: "@") else {
            (address, name, domain) = ("", "", "")
            return
        }
        address = String(inner)
        domain = String(inner[inner.index(after: at)...])
        let before = start.map { text[..<$0] } ?? ""
        let bare = before.filter { $0 != "\"" }
        name = String(bare.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
