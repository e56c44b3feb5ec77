internal import SecurityModel

/// What a product says of ATT&CK, in whatever form: ids, names, lists of either, of any version.
struct AttackClaims {
    private(set) var tactics: TacticSet = []
    private(set) var techniques: [Technique] = []

    mutating func add(tactic text: String) {
        tactics.formUnion(TacticSet(named: text))
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
    /// Where the product names techniques only, their tactics are the alert's.
    mutating func take(_ claims: AttackClaims) {
        techniques = claims.techniques
        tactics = claims.tactics.isEmpty ? TacticSet(claims.techniques.map(\.tactics)) : claims.tactics
    }
}
