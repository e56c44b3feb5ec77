internal import Hummingbird

/// How a shipper's protocol writes what went wrong. Routes say theirs when they are declared, so that also a caller who is not
/// let in is answered in words that his program reads; `ErrorDialect` has the others.
struct ShipperDialect: Sendable {
    var answer: @Sendable (APIError, Request, APIContext) -> Response
}
