internal import Primitives

extension AlertReport {
    /// What a format keeps `comments` under in `additionalData`: a list in the form of Graph's `alertComment`.
    public static let commentsField = "comments"

    /// What people wrote on the alert where it came from, in their order, under numbers below 0: none of them is a comment of
    /// this installation's.
    public var sourceComments: [Comment] {
        guard case .array(let given)? = additionalData[AlertReport.commentsField] else { return [] }
        let texts = given.compactMap { $0.object }.filter {
            $0["comment"]?.string.map { !$0.allSatisfy(\.isWhitespace) } ?? false
        }
        return texts.enumerated().map { place, comment in
            Comment(
                id: -1 - Int64(place), text: comment["comment"]?.string ?? "",
                author: comment["createdByDisplayName"]?.string ?? "",
                created: comment["createdDateTime"]?.string.flatMap { Timestamp($0) } ?? lastActivity)
        }
    }
}
