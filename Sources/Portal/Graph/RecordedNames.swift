internal import CaseStore
internal import SecurityModel

extension IncidentGraph {
    /// Things whose names are looked up, at most: each takes the reading of an alert.
    static let mostLookedUp = 40

    /// Things that are known by an id or a digest get the name that their newest alert has for them.
    mutating func takeRecordedNames(_ reader: CaseReader) throws {
        let nameless = nodes.indices.filter { EntityKey(nodes[$0].kind, nodes[$0].title, .strong).isNameless }.sorted {
            nodes[$0].alertCount > nodes[$1].alertCount
        }
        guard !nameless.isEmpty else { return }
        let scopes = try reader.sourceScopes()
        for index in nameless.prefix(IncidentGraph.mostLookedUp) {
            let node = nodes[index]
            guard let alert = try reader.alerts(naming: [node.id], limit: 1).first,
                let name = alert.recordedName(of: EntityKey(node.kind, node.title, .strong), scopes)
            else { continue }
            nodes[index].title = name
        }
    }
}

extension EntityKey {
    /// Whether what it is called tells nobody anything.
    var isNameless: Bool {
        guard kind != .ip, kind != .process else { return false }
        return readability == 0 || value.allSatisfy(\.isNumber)
    }
}

extension Alert {
    /// What it calls a thing; `nil` where it has nothing but the key itself.
    func recordedName(of key: EntityKey, _ scopes: SourceScopes) -> String? {
        report.name(of: key, scope: scopes[report.source])
    }
}

extension AlertReport {
    /// What the alert calls a thing; `nil` where it has nothing but the key itself.
    fileprivate func name(of key: EntityKey, scope: String) -> String? {
        let named = evidence.first { $0.entityKind == key.kind && $0.entityKeys(scope: scope).contains(key) }
        guard let title = named?.title, title.lowercased() != key.value, title != named?.kind.rawValue,
            EntityKey(key.kind, title.lowercased(), .strong).readability > 0, !title.allSatisfy(\.isNumber)
        else { return nil }
        return title
    }
}
