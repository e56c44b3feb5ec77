internal import ArgumentParser
internal import Server

/// How a server protects its connections.
struct TransportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A certificate of one's own as PEM, those that signed it after it (default: one by a local authority).",
            valueName: "file"), completion: .file())
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The key of --tls-certificate as PEM.", valueName: "file"), completion: .file())
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "How often the certificate's files are looked at, to renew it or to show what has replaced it (default: 3600).",
            valueName: "seconds"))
    var certificateCheckSeconds: Int?

    @Flag(help: "Speak HTTP without TLS, on a loopback address; for a proxy on the same machine.") var plainHttp = false

    /// - Throws: `ValidationError` where options contradict each other, or plain HTTP would leave the machine.
    func check(_ listen: ListenAddress) throws(ValidationError) {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together; name both files")
        }
        guard certificateCheckSeconds.map({ (1...86_400).contains($0) }) ?? true else {
            throw ValidationError("--certificate-check-seconds is from 1 to 86400")
        }
        guard plainHttp else { return }
        guard tlsCertificate == nil else { throw ValidationError("--plain-http has no use for a certificate; leave one out") }
        guard ServerAddress.isLoopback(listen.host) else {
            throw ValidationError(
                "'\(listen.host)' can be reached from other machines, and plain HTTP shows everything on the way; leave "
                    + "--plain-http out, or listen on 127.0.0.1")
        }
    }

    var security: TransportSecurity {
        if plainHttp { return .none }
        guard let tlsCertificate, let tlsKey else { return .local }
        return .files(certificate: tlsCertificate, key: tlsKey)
    }
}
