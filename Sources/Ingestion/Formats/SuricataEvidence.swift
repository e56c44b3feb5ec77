internal import Primitives
internal import SecurityModel

/// What an EVE alert names.
enum SuricataEvidence {
    static func add(_ event: JSONView, to list: inout EvidenceList) {
        let isCallback = isCallback(event)
        addAddresses(event, isCallback, to: &list)
        let peer: EvidenceRole = isCallback ? .commandAndControl : .destination
        addHTTP(event, peer, to: &list)
        list.add(domain: event.text("tls", "sni"), roles: [peer])
        let asked: [EvidenceRole] = isCallback ? [.commandAndControl] : []
        list.add(domain: event.text("dns", "rrname"), roles: asked)
        for query in event.object("dns")?.list("query") ?? [] { list.add(domain: query.text("rrname"), roles: asked) }
        for query in event.object("dns")?.list("queries") ?? [] { list.add(domain: query.text("rrname"), roles: asked) }
        addFiles(event, to: &list)
        list.add(
            .account(
                event.text("smb", "ntlmssp", "user"), domain: event.text("smb", "ntlmssp", "domain"), roles: [.source]))
        addMail(event, to: &list)
    }

    /// A signature that tells its target apart says who attacks whom, and a category of malware that calls home which side is
    /// infected; otherwise only the packet's direction is known.
    private static func addAddresses(_ event: JSONView, _ isCallback: Bool, to list: inout EvidenceList) {
        let (source, destination) = (event.text("src_ip"), event.text("dest_ip"))
        if isCallback, event.object("dns") != nil {
            // Who is asked for a name is a resolver: the name alone is the master's.
            let isAnswer = event.text("src_port") == "53"
            list.add(address: isAnswer ? destination : source, .compromised)
            list.add(address: isAnswer ? source : destination, .contextual)
            return
        }
        if isCallback, let sides = Callback.sides(source, destination) {
            list.add(address: sides.inside, .compromised)
            list.add(address: sides.outside, .commandAndControl)
            return
        }
        if let attacker = event.object("alert", "source"), let target = event.object("alert", "target") {
            list.add(address: attacker.text("ip"), .attacker)
            list.add(address: target.text("ip"), .attacked)
        }
        list.add(address: source, .source)
        list.add(address: destination, .destination)
    }

    /// Whether a machine of the house talks to its master, or asks for its name: the category says so, or it says trojan of what
    /// a private address sent to a public one or asked a resolver.
    private static func isCallback(_ event: JSONView) -> Bool {
        let category = event.text("alert", "category").lowercased()
        guard category == trojan else { return callbacks.contains(category) }
        let (source, destination) = (event.text("src_ip"), event.text("dest_ip"))
        if event.object("dns") != nil { return IPAddress(source)?.isPrivate == true && event.text("dest_port") == "53" }
        return Callback.sides(source, destination)?.inside == IPAddress(source)?.description
    }

    /// The texts of Suricata's `classification.config` that mean it whichever way the packet went.
    private static let callbacks: Set<String> = [
        "malware command and control activity detected", "domain observed used for c2 detected",
        "crypto currency mining activity detected",
    ]

    private static let trojan = "a network trojan was detected"

    private static func addHTTP(_ event: JSONView, _ peer: EvidenceRole, to list: inout EvidenceList) {
        guard let http = event.object("http") else { return }
        let (host, path) = (http.text("hostname"), http.text("url"))
        if path.holds("://") {
            list.add(url: path, peer)
        } else if path.hasPrefix("/"), !host.saysNothing {
            let port = http.text("http_port").or(event.text("dest_port"))
            let suffix = port.isEmpty || port == "80" || port == "0" || host.holds(":") ? "" : ":\(port)"
            list.add(url: "http://\(host)\(suffix)\(path)", peer)
        }
        list.add(domain: host, roles: [peer])
    }

    /// A file may stand in `files` and, with its digests, in `fileinfo`: by its name it is one.
    private static func addFiles(_ event: JSONView, to list: inout EvidenceList) {
        let listed = event["files"]?.elements ?? []
        let info = event.object("fileinfo")
        func add(_ file: JSONView, with more: JSONView?) {
            func text(_ name: StaticString) -> String { file.text(name).or(more?.text(name) ?? "") }
            let digests = FileDigests(sha256: text("sha256"), sha1: text("sha1"), md5: text("md5"))
            list.add(.file(at: file.text("filename"), digests: digests, size: text("size"), roles: [.suspicious]))
        }
        for file in listed { add(file, with: info.flatMap { $0.text("filename") == file.text("filename") ? $0 : nil }) }
        guard let info, !listed.contains(where: { $0.text("filename") == info.text("filename") }) else { return }
        add(info, with: nil)
    }

    private static func addMail(_ event: JSONView, to list: inout EvidenceList) {
        let (mail, envelope) = (event.object("email"), event.object("smtp"))
        guard mail != nil || envelope != nil else { return }
        var message = MailMessage()
        message.id = mail?.text("message_id") ?? ""
        message.subject = mail?.text("subject") ?? ""
        message.from = mail?.text("from") ?? ""
        message.envelopeFrom = envelope?.text("mail_from") ?? ""
        message.recipients = mail?.texts("to") ?? []
        if message.recipients.isEmpty { message.recipients = envelope?.texts("rcpt_to") ?? [] }
        message.urls = mail?.texts("url") ?? []
        let attachments = mail?.texts("attachment") ?? []
        message.attachments = attachments.isEmpty ? nil : attachments.count
        message.add(to: &list)
        let named = list.items.compactMap { $0.text("fileDetails.fileName") }
        for name in attachments where !named.contains(name) { list.add(.file(at: name, roles: [.suspicious])) }
    }
}
