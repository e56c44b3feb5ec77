/// The rows of Zeek's logs. What Zeek says of a protocol keeps its name there, as Defender's own inspection does, which is
/// made of Zeek.
enum ZeekShapes {
    /// A log without rows of its own.
    static let other = ""

    private static let network = NetworkShapes(
        source: ("id.orig_h", "id.orig_p"), destination: ("id.resp_h", "id.resp_p"), transport: "proto")

    /// By the state in which Zeek saw the connection end: never answered, refused, anything else.
    private static let connections: [RowShape] = {
        var shapes: [RowShape] = []
        for state in ["S0", "SH", "OTH"] { shapes.append(network.row("ConnectionAttempt", when: ("conn_state", state))) }
        for state in ["REJ", "RSTOS0", "RSTRH", "SHR"] {
            shapes.append(network.row("ConnectionFailed", when: ("conn_state", state)))
        }
        shapes.append(network.row("ConnectionSuccess"))
        return shapes
    }()

    static let all: [String: [RowShape]] = [
        "conn": connections,
        "dns": [
            network.row("DnsConnectionInspected", url: "query"),
            network.lookup(name: "query", type: "qtype_name", code: "rcode_name", answers: ["answers"]),
        ],
        "http": [network.row("HttpConnectionInspected", url: "host")],
        "ssl": [network.row("SslConnectionInspected", url: "server_name")],
        "ssh": [network.row("SshConnectionInspected")],
        "smtp": [network.row("SmtpConnectionInspected")],
        "ftp": [network.row("FtpConnectionInspected")],
        "ntlm": [network.row("NtlmAuthenticationInspected")],
        "notice": [network.row("NetworkSignatureInspected", [.additional("note", as: "SignatureName")])],
        "files": [
            RowShape(
                "DeviceFileEvents", "FileObserved",
                [
                    .path("filename"), .lowercase("sha1", "SHA1"), .lowercase("sha256", "SHA256"), .lowercase("md5", "MD5"),
                    .value("total_bytes", "FileSize"), .value("source", "RequestProtocol"),
                    // Since version 5.1 the connection is told beside the file, before that only who sent it.
                    Rule(fields: ["id.orig_h", "tx_hosts"], columns: ["RequestSourceIP"], conversion: .firstAddress),
                    .value("id.orig_p", "RequestSourcePort"),
                ])
        ],
        other: [network.row("ProtocolInspected")],
    ]

    /// Fields that only one kind of log has, for records that do not say which one they are of.
    static let marks: [(field: String, path: String)] = [
        ("conn_state", "conn"), ("qtype_name", "dns"), ("rcode_name", "dns"), ("qclass_name", "dns"), ("trans_depth", "http"),
        ("fuid", "files"), ("cipher", "ssl"), ("server_name", "ssl"), ("note", "notice"), ("auth_attempts", "ssh"),
        ("mailfrom", "smtp"),
        ("ntlm_username", "ntlm"), ("query", "dns"), ("uid", other),
    ]
}
