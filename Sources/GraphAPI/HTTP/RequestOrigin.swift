internal import Hummingbird

extension APIServices {
    /// How the client reaches this server: the scheme that is served and the host that the client asked for, without a
    /// slash at the end. Documents that lead a client on have to lead it back the way it came.
    func origin(of request: Request) -> String {
        guard let authority = request.head.authority, RequestOrigin.isPlain(authority),
            let scheme = facts.address.firstRange(of: "://")
        else { return facts.address }
        return facts.address[..<scheme.upperBound] + authority
    }
}

enum RequestOrigin {
    /// Whether it is nothing but a host and a port, so that it can stand in an answer.
    static func isPlain(_ authority: String) -> Bool {
        !authority.isEmpty
            && authority.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"): true
                case UInt8(ascii: "["), UInt8(ascii: "]"): true
                default: false
                }
            }
    }
}
