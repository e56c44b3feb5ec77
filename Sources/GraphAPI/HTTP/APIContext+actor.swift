internal import Access
internal import CaseStore

extension APIContext {
    /// Who changes something by this request. A program that acts for people counts as one.
    var actor: ChangeActor { caller?.actor ?? ChangeActor(person: "unknown") }
}
