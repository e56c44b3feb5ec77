internal import SecurityModel

/// What a product says of ATT&CK, in whatever form: ids, names, lists of either, of any version.
struct AttackClaims {
    private(set) var tactics: TacticSet = []
    /// Names of tactics that mean several today, of which a technique tells which one is meant.
    private var broader: [TacticSet] = []
    private(set) var techniques: [Technique] = []

    mutating func add(tactic text: String) {
        let meant = TacticSet(named: text)
        if meant.count > 1 { broader.append(meant) } else { tactics.formUnion(meant) }
    }

    /// The tactics that are said, else those of the techniques. Where a name means several, those that a technique serves.
    var resolvedTactics: TacticSet {
        let served = TacticSet(techniques.map(\.tactics))
        let told = broader.map { $0.isDisjoint(with: served) ? $0 : $0.intersection(served) }
        let said = told.reduce(tactics) { $0.union($1) }
        return said.isEmpty ? served : said
    }

    /// Takes an id, a name, or an id with its name behind it (`T1078 - Valid Accounts`).
    mutating func add(technique text: String) {
        var found = Technique.successors(of: text)
        if found.isEmpty, let word = text.split(separator: " ").first { found = Technique.successors(of: String(word)) }
        for technique in found where !techniques.contains(technique) { techniques.append(technique) }
    }

    mutating func add(tactics texts: [String], techniques ids: [String]) {
        for text in texts { add(tactic: text) }
        for text in ids { add(technique: text) }
    }
}

extension AlertReport {
    mutating func take(_ claims: AttackClaims) {
        techniques = claims.techniques
        tactics = claims.resolvedTactics
    }
}
