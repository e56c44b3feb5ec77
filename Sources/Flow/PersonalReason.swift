internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Why a person's decision puts alerts where they are: what he says, or what they had stood there for before.
struct PersonalReason {
    let reason: LinkReason
    /// Of alerts that come back.
    let former: [AlertID: [LinkReason]]

    /// - Parameter deed: what he did, in words that follow his name.
    init(_ deed: String, by actor: ChangeActor, comment: String, former: [AlertID: [LinkReason]] = [:]) {
        reason = LinkReason(
            signal: "person", subject: actor.name, weight: 0,
            text: "\(actor.name) \(deed)" + (comment.isBlank ? "." : ": \(comment)"))
        self.former = former
    }
}
