internal import Hummingbird

/// How a protocol writes what went wrong. Routes say theirs when they are declared, so that also a caller who is not let in
/// is answered in words that his program reads.
struct ErrorDialect: Sendable {
    var answer: @Sendable (APIError, Request) -> Response
}
