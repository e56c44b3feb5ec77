/// A query that has no answer, with the place in it where something is wrong.
struct KQLFailure: Error, CustomStringConvertible {
    var description: String
}
