internal import CaseStore
internal import Primitives

extension IncidentPage {
    /// Changes that a former name is looked for in, at most.
    static let mostNameChanges = 500

    /// What an incident was called when a person first took it up, where correlation has called it otherwise since.
    static func formerName(_ changes: [Change], now name: String) -> String? {
        guard let taken = changes.firstIndex(where: \.isPerson) else { return nil }
        let names = changes[taken...].lazy.filter { !$0.isPerson }.compactMap { change -> String? in
            guard change.payload?["after"]?["displayName"] != nil else { return nil }
            return change.payload?["before"]?["displayName"]?.string
        }
        guard let former = names.first, !former.isEmpty, former != name else { return nil }
        return former
    }
}
