@testable import Ingestion
import Testing

@Suite struct LogClientTests {
    @Test(arguments: [
        (#"203.0.113.9 - - [18/Jan/2022:12:17:29 +0000] "GET / HTTP/1.0" 403 363 "-" "-""#, "203.0.113.9"),
        ("[Tue Jan 18 12:17:27 2022] [authz_core:error] [pid 25459] [client 203.0.113.9:35080] AH01630: denied", "203.0.113.9"),
        ("mail dovecot: imap-login: Disconnected: user=<>, rip=203.0.113.9, lip=198.51.100.4", "203.0.113.9"),
        ("TLS error on connection from [203.0.113.9] (gnutls_handshake)", "203.0.113.9"),
        ("sshd[1]: Accepted publickey for eve from 2001:db8::7 port 55218 ssh2", "2001:db8::7"),
        ("sshd[1]: Failed password for root from 127.0.0.1 port 22", nil),
        ("dnsmasq[14460]: reply youtu.example is 203.0.113.9", nil),
        ("from nobody, from 203.0.113.9", "203.0.113.9"),
        ("", nil), ("from ", nil), ("rip=", nil),
    ])
    func theClientIsFound(line: String, client: String?) {
        #expect(LogClient.address(in: line) == client)
    }
}
