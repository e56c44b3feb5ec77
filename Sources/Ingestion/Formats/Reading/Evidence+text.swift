internal import Primitives
internal import SecurityModel

// Evidence out of the compound texts in which products write accounts, paths, hosts and digests.

extension Evidence {
    /// Evidence of a kind whose fields are texts; those that say nothing are left out.
    init(_ kind: EvidenceKind, roles: [EvidenceRole] = [], texts: KeyValuePairs<String, String>) {
        let filled = texts.filter { !$0.value.saysNothing }
        let members = filled.map { JSONObject.Member(name: $0.key, value: .string($0.value)) }
        self.init(kind, roles: roles, fields: JSONObject(members))
    }

    /// The form in which evidence stands inside other evidence: its type and its own fields.
    var inner: JSONObject {
        JSONObject([.init(name: "@odata.type", value: .string(kind.odataType))] + fields.members)
    }

    /// An account as `CORP\alice`, `alice@corp.example`, `alice` or `<alice>`; `nil` for what names nobody.
    static func account(
        _ text: String, domain: String = "", sid: String = "", objectId: String = "", displayName: String = "",
        roles: [EvidenceRole] = []
    ) -> Evidence? {
        let isInBrackets = !text.saysNothing && text.utf8.first == UInt8(ascii: "<") && text.utf8.last == UInt8(ascii: ">")
        let text = isInBrackets ? String(text.dropFirst().dropLast()) : text
        let sid = sid.saysNothing || sid == nobodySID ? "" : sid
        guard !text.saysNothing || !sid.isEmpty || !objectId.isEmpty || !displayName.isEmpty else { return nil }
        var (name, domain) = (text.saysNothing ? "" : text, domain.saysNothing ? "" : domain)
        var principalName = ""
        if let slash = name.utf8.firstIndex(of: UInt8(ascii: "\\")) {
            domain = String(name[..<slash]).or(domain)
            name = String(name[name.utf8.index(after: slash)...].drop { $0 == "\\" })
        } else if let at = name.utf8.firstIndex(of: UInt8(ascii: "@")), at > name.startIndex {
            principalName = name
            name = String(name[..<at])
        }
        return .user(
            name: name, domain: domain, principalName: principalName, sid: sid, objectId: objectId,
            displayName: displayName,
            roles: roles)
    }

    private static let nobodySID = "S-1-0-0"

    /// A file by its full path in either system's spelling: the last part is the name, the rest the folder.
    /// - Parameter size: in bytes, as text; anything but a number is left out.
    static func file(at path: String, digests: FileDigests = FileDigests(), size: String = "", roles: [EvidenceRole] = [])
        -> Evidence?
    {
        guard !path.saysNothing || !digests.isEmpty else { return nil }
        let path = path.saysNothing ? "" : path
        let separator = path.utf8.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        let name = separator.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        let folder = separator.map { isRoot(path[..<$0]) ? String(path[...$0]) : String(path[..<$0]) } ?? ""
        var file = Evidence.file(
            name: name, path: folder, sha256: digests.sha256, sha1: digests.sha1, md5: digests.md5, roles: roles)
        if let size = Int64(size), var details = file.fields["fileDetails"]?.object {
            details["fileSize"] = .integer(size)
            file.fields["fileDetails"] = .object(details)
        }
        return file
    }

    /// Whether a folder without its last separator is the top: nothing, or a drive (`C:`).
    private static func isRoot(_ folder: Substring) -> Bool {
        folder.isEmpty || folder.utf8.count == 2 && folder.utf8.last == UInt8(ascii: ":")
    }

    /// A device by a name that may be a full one: `ws01.corp.example` is the host `ws01` with that full name.
    static func host(
        _ name: String, id: String = "", address: String = "", platform: String = "", roles: [EvidenceRole] = []
    ) -> Evidence? {
        let name = name.saysNothing ? "" : name
        guard !name.isEmpty || !id.isEmpty || !address.isEmpty else { return nil }
        let address = IPAddress(endpoint: address)?.description ?? ""
        let bare = IPAddress(name) == nil ? String(name.prefix { $0 != "." }) : name
        return .device(
            hostName: bare.or(name), id: id, fullName: bare == name ? "" : name, address: address, platform: platform,
            roles: roles)
    }
}

/// The digests of one file's content.
struct FileDigests {
    var sha256 = ""
    var sha1 = ""
    var md5 = ""

    var isEmpty: Bool { sha256.isEmpty && sha1.isEmpty && md5.isEmpty }

    init() {}

    init(sha256: String = "", sha1: String = "", md5: String = "") {
        for digest in [sha256, sha1, md5] { add(digest) }
    }

    /// Reads `SHA256=...,MD5=...` as Windows' monitors write them.
    init(list: String) {
        for part in list.split(separator: ",") {
            add(String(part.split(separator: "=", maxSplits: 1).last ?? part))
        }
    }

    /// Takes a digest by its length; what is no digest is passed over.
    mutating func add(_ digest: String) {
        guard digest.utf8.allSatisfy({ hexadecimalDigit($0) != nil }) else { return }
        switch digest.utf8.count {
        case 64 where sha256.isEmpty: sha256 = digest.lowercased()
        case 40 where sha1.isEmpty: sha1 = digest.lowercased()
        case 32 where md5.isEmpty: md5 = digest.lowercased()
        default: break
        }
    }
}
