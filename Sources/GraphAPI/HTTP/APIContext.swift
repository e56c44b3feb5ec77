package import Access
internal import Foundation
public import Hummingbird
internal import NIOCore

/// What is known of a request while it is answered.
public struct APIContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Who asks; set by `RouteTable`.
    package internal(set) var caller: Caller?
    /// The person's session, where the request comes by one.
    package internal(set) var session: SessionToken?
    /// By this, the client and the log speak of the same request.
    package let requestID = UUID().uuidString.lowercased()
    let trail = RequestTrail()
    /// The address that the request comes from.
    let clientAddress: String
    /// The same as far as limits tell clients apart.
    let clientNetwork: String

    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        clientAddress = source.channel.remoteAddress?.ipAddress ?? ""
        clientNetwork = RemoteAddress.text(of: source.channel)
    }

    /// Who asks, for routes that need to know.
    var knownCaller: Caller {
        get throws(APIError) {
            guard let caller else { throw .unauthorized }
            return caller
        }
    }

    func sender(of source: String) throws(APIError) -> Caller {
        let caller = try knownCaller
        guard caller.mayIngest(by: source) else { throw .forbidden("this token is for other sources") }
        return caller
    }
}
