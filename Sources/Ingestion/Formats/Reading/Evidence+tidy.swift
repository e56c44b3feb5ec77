internal import Primitives
internal import SecurityModel

extension Evidence {
    /// Brings what was taken over as it stood into the form that the other formats give: digests in lower case, a path in its
    /// folder and its name, `DOMAIN\name` in its parts.
    mutating func tidy() {
        switch kind {
        case .file: tidy("fileDetails", Evidence.tidyFile)
        case .process:
            tidy("imageFile", Evidence.tidyFile)
            tidy("parentProcessImageFile", Evidence.tidyFile)
            tidy("userAccount", Evidence.tidyAccount)
        case .user, .mailbox: tidy("userAccount", Evidence.tidyAccount)
        case .fileHash: Evidence.lower("value", in: &fields)
        default: break
        }
    }

    private mutating func tidy(_ name: String, _ change: (inout JSONObject) -> Void) {
        guard var inner = fields[name]?.object else { return }
        change(&inner)
        fields[name] = .object(inner)
    }

    private static func lower(_ name: String, in object: inout JSONObject) {
        if let text = object[name]?.string { object[name] = .string(text.lowercased()) }
    }

    private static func tidyFile(_ details: inout JSONObject) {
        for digest in ["sha256", "sha1", "md5"] { lower(digest, in: &details) }
        guard let name = details["fileName"]?.string, details["filePath"] == nil,
            name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }),
            let split = Evidence.file(at: name)?.fields["fileDetails"]?.object, split["fileName"] != nil
        else { return }
        details["fileName"] = split["fileName"]
        details["filePath"] = split["filePath"]
    }

    private static func tidyAccount(_ account: inout JSONObject) {
        guard let name = account["accountName"]?.string, account["domainName"] == nil,
            let slash = name.firstIndex(of: "\\"), slash > name.startIndex
        else { return }
        account["domainName"] = .string(String(name[..<slash]))
        account["accountName"] = .string(String(name[name.index(after: slash)...]))
    }
}
