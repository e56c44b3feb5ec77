internal import Access
public import Hummingbird

/// What is known of a request while it is answered.
public struct APIContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Who asks; set by `RouteTable`.
    var caller: Caller?

    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    func sender(of source: String) throws(APIError) -> Caller {
        guard let caller else { throw .unauthorized }
        guard caller.mayIngest(by: source) else { throw .forbidden("this token belongs to another source") }
        return caller
    }
}
