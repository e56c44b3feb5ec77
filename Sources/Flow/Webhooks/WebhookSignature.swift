internal import Crypto
internal import Primitives

/// By this a receiver knows that a message comes from here, whole and now: an HMAC-SHA256 with the shared secret over the time,
/// a full stop and the body.
enum WebhookSignature {
    /// The value of the header, `t=SECONDS,v1=HEXADECIMAL`.
    static func header(_ body: [UInt8], secret: String, at time: Timestamp) -> String {
        let key = SymmetricKey(data: Array(secret.utf8))
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array("\(time.unixSeconds).".utf8))
        code.update(data: body)
        return "t=\(time.unixSeconds),v1=\(hexadecimal(code.finalize()))"
    }
}
