internal import Foundation

/// How each shipper is pointed at a source.
public struct ConnectGuide: Sendable {
    public enum Tool: String, CaseIterable, Sendable {
        case curl, filebeat, fluentBit = "fluent-bit", openTelemetry = "opentelemetry", rsyslog, splunk, vector
    }

    /// Where a copy of the server's own authority is taken to be; it is `tls/ca.pem` in its data folder.
    public static let authority = "/etc/watchfloor/ca.pem"

    private let server: String
    private let source: String
    private let listeners: [String]

    /// - Parameters:
    ///   - server: the server's address, without a slash at the end.
    ///   - listeners: where the source listens for syslog.
    public init(server: String, source: String, listeners: [String]) {
        self.server = server
        self.source = source
        self.listeners = listeners
    }

    /// What is to be pasted; `TOKEN` in it stands for the source's token.
    public func text(for tool: Tool) -> String {
        switch tool {
        case .curl: curl
        case .filebeat: filebeat
        case .fluentBit: fluentBit
        case .openTelemetry: openTelemetry
        case .rsyslog: rsyslog
        case .splunk: splunk
        case .vector: vector
        }
    }

    private var host: String { URL(string: server)?.host() ?? "127.0.0.1" }
    private var port: Int { URL(string: server)?.port ?? (isEncrypted ? 443 : 80) }
    /// Whether the server has a certificate to trust.
    public var isEncrypted: Bool { server.hasPrefix("https:") }

    /// A line about the server's authority, where there is one.
    private func trust(_ line: String) -> String { isEncrypted ? "\n" + line : "" }

    private var curl: String {
        """
        curl \(isEncrypted ? "--cacert \(ConnectGuide.authority) " : "")-H "Authorization: Bearer TOKEN" --data-binary @alerts.json \(server)/api/ingest/\(source)
        """
    }

    private var filebeat: String {
        """
        output.elasticsearch:
          hosts: ["\(server)"]\(trust("  ssl.certificate_authorities: [\"\(ConnectGuide.authority)\"]"))
          api_key: "watchfloor:TOKEN"
        setup.template.enabled: false
        setup.ilm.enabled: false
        """
    }

    private var fluentBit: String {
        """
        [OUTPUT]
            name         http
            match        *
            host         \(host)
            port         \(port)
            uri          /api/ingest/\(source)
            format       json_lines
            header       Authorization Bearer TOKEN
            compress     gzip
            tls          \(isEncrypted ? "on" : "off")\(trust("    tls.ca_file  \(ConnectGuide.authority)"))
        """
    }

    private var openTelemetry: String {
        """
        exporters:
          otlphttp/watchfloor:
            logs_endpoint: "\(server)/v1/logs"
            headers: { Authorization: "Bearer TOKEN" }\(trust("    tls: { ca_file: \"\(ConnectGuide.authority)\" }"))
        """
    }

    private var splunk: String {
        """
        sinks:
          watchfloor:
            type: splunk_hec_logs
            inputs: ["in"]
            endpoint: "\(server)"
            default_token: "TOKEN"
            encoding: { codec: json }\(trust("    tls: { ca_file: \"\(ConnectGuide.authority)\" }"))
        """
    }

    private var vector: String {
        """
        sinks:
          watchfloor:
            type: http
            inputs: ["in"]
            uri: "\(server)/api/ingest/\(source)"
            encoding: { codec: json }
            framing: { method: newline_delimited }
            compression: gzip
            auth: { strategy: bearer, token: "TOKEN" }\(trust("    tls: { ca_file: \"\(ConnectGuide.authority)\" }"))
        """
    }

    /// By the source's own listeners, the best first; without one, how to open one.
    private var rsyslog: String {
        let best = ["tls", "tcp", "udp"].compactMap { kind in listeners.first { $0.hasPrefix("\(kind)://") } }.first
        guard let best, let url = URL(string: best), let kind = url.scheme, let port = url.port else {
            return "# the source does not listen for syslog; open an address first:\n"
                + "# watchfloor source listen \(source) tcp://0.0.0.0:5514"
        }
        let own = url.host(percentEncoded: false) ?? ""
        let target = ["0.0.0.0", "::", "[::]"].contains(own) ? host : own
        let protection = """
             StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="\(target)"
            """
        return """
            action(type="omfwd" target="\(target)" port="\(port)" protocol="\(kind == "udp" ? "udp" : "tcp")" \
            template="RSYSLOG_SyslogProtocol23Format"\(kind == "udp" ? "" : " TCP_Framing=\"octet-counted\"")\
            \(kind == "tls" ? protection : "") queue.type="LinkedList" queue.filename="watchfloor" \
            queue.saveOnShutdown="on" action.resumeRetryCount="-1")
            """
    }
}
