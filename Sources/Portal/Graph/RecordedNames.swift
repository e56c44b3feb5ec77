internal import CaseStore
internal import SecurityModel

extension IncidentGraph {
    /// Alerts that are read for names, at most; one may have the names of hundreds of things.
    static let mostReadForNames = 40
    /// Alerts of each thing that are looked at for one that has a name for it, at most.
    static let mostAlertsOfName = 3

    /// Things that are known by an id or a digest get the name that their newest alerts have for them.
    mutating func takeRecordedNames(_ reader: CaseReader) throws {
        let nameless = nodes.indices.filter { EntityKey(nodes[$0].kind, nodes[$0].title, .strong).isNameless }
            .sorted { nodes[$0].alertCount > nodes[$1].alertCount }
        guard !nameless.isEmpty else { return }
        let scopes = try reader.sourceScopes()
        var read: [AlertID: RecordedNames] = [:]
        for index in nameless {
            let key = EntityKey(nodes[index].kind, nodes[index].title, .strong)
            for alert in try reader.newestAlertNumbers(naming: nodes[index].id, limit: IncidentGraph.mostAlertsOfName) {
                if read[alert] == nil, read.count < IncidentGraph.mostReadForNames {
                    read[alert] = try reader.alert(alert).map { RecordedNames($0.report, scopes) }
                }
                guard let name = read[alert]?[key] else { continue }
                nodes[index].title = name
                break
            }
        }
    }
}

extension EntityKey {
    /// Whether what it is called tells nobody anything, and its alerts may know better.
    var isNameless: Bool {
        guard kind != .other else { return true }
        guard kind != .ip, kind != .process else { return false }
        return readability == 0 || value.allSatisfy(\.isNumber)
    }
}

extension IncidentGraph.Node {
    /// Whether nothing better than an id or a digest is known of it.
    var isNameless: Bool { size == 1 && kind != .other && EntityKey(kind, title, .strong).isNameless }
}

/// What an alert calls the things that are nameless by their keys.
struct RecordedNames {
    private var names: [EntityKey: String] = [:]

    init(_ report: AlertReport, _ scopes: SourceScopes) {
        let scope = scopes[report.source]
        for evidence in report.evidence {
            for key in evidence.entityKeys(scope: scope) where key.isNameless && names[key] == nil {
                names[key] = evidence.name(of: key)
            }
        }
    }

    /// `nil` where the alert has nothing but the key itself.
    subscript(key: EntityKey) -> String? { names[key] }
}

extension Evidence {
    /// What it calls a thing that it names; `nil` where it has nothing but the key itself. A program goes by its file's name.
    fileprivate func name(of key: EntityKey) -> String? {
        // A session or a rule of a mailbox is called by its kind first: its own name says little.
        if key.kind == .other { return "\(EvidenceLine.title(of: kind)) \(title)" }
        let title = kind == .process && key.kind == .file ? text("imageFile.fileName") : entityKind == key.kind ? self.title : nil
        guard let title, title.lowercased() != key.value, title != kind.rawValue,
            EntityKey(key.kind, title.lowercased(), .strong).readability > 0, !title.allSatisfy(\.isNumber)
        else { return nil }
        return title
    }
}
