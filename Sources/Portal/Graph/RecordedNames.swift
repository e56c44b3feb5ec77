internal import CaseStore
internal import SecurityModel

extension IncidentGraph {
    /// Things whose names are looked up, at most: each takes the reading of an alert.
    static let mostLookedUp = 40
    /// Alerts of each that are read for one that has a name for it, at most.
    static let mostAlertsOfName = 3

    /// Things that are known by an id or a digest get the name that their newest alerts have for them.
    mutating func takeRecordedNames(_ reader: CaseReader) throws {
        let nameless = nodes.indices.filter {
            nodes[$0].kind == .other || EntityKey(nodes[$0].kind, nodes[$0].title, .strong).isNameless
        }.sorted {
            nodes[$0].alertCount > nodes[$1].alertCount
        }
        guard !nameless.isEmpty else { return }
        let scopes = try reader.sourceScopes()
        for index in nameless.prefix(IncidentGraph.mostLookedUp) {
            let node = nodes[index]
            let key = EntityKey(node.kind, node.title, .strong)
            let alerts = try reader.alerts(naming: [node.id], limit: IncidentGraph.mostAlertsOfName)
            guard let name = alerts.lazy.compactMap({ $0.recordedName(of: key, scopes) }).first else { continue }
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
        evidence.lazy.filter { $0.entityKeys(scope: scope).contains(key) }.compactMap { $0.name(of: key) }.first
    }
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
