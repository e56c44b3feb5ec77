internal import Primitives
internal import SecurityModel

/// Makes alerts of the rows that a rule's query gave for a window: rule, window and rows in, alerts out.
public struct AlertMaker: Sendable {
    private let rule: DetectionRule
    private let name: String
    private let mappings: [EntityMapping]

    /// - Parameters:
    ///   - name: the rule's, by which its alerts are told apart from those of others.
    ///   - columns: those of the query's answer. A rule that maps none of them has those that are called as in the tables.
    public init(_ rule: DetectionRule, named name: String, columns: [String]) {
        (self.rule, self.name) = (rule, name)
        mappings = rule.entityMappings.isEmpty ? EntityMapping.suggested(for: columns) : rule.entityMappings
    }

    /// What a window came to.
    public struct Outcome: Hashable, Sendable {
        public var alerts: [DetectedAlert] = []
        /// The fingerprints of the rows that the alerts are about.
        public var fingerprints: [String] = []
        /// Rows that the query gave.
        public var rows = 0

        public init() {}
    }

    /// - Parameter known: fingerprints of rows that made an alert in an earlier window which looked at the same time; they make
    ///   none again.
    public func alerts(of rows: [DetectionRow], in window: DetectionWindow, known: Set<String> = []) -> Outcome {
        var outcome = Outcome()
        outcome.rows = rows.count
        guard rule.triggers(on: rows.count) else { return outcome }
        var (fresh, fingerprints): ([DetectionRow], Set<String>) = ([], known)
        for row in rows {
            let fingerprint = row.fingerprint
            guard fingerprints.insert(fingerprint).inserted else { continue }
            fresh.append(row)
            outcome.fingerprints.append(fingerprint)
        }
        // A rule may ask for few rows, and none is few.
        guard !fresh.isEmpty || rows.isEmpty else { return outcome }
        switch rule.aggregation {
        case .single: outcome.alerts = [alert(of: rows, "", window)]
        case .perRow: outcome.alerts = capped(fresh.map { [$0] }, window)
        case .perEntity: outcome.alerts = capped(groups(fresh), window)
        }
        return outcome
    }

    private func groups(_ rows: [DetectionRow]) -> [[DetectionRow]] {
        var (order, groups): ([String], [String: [DetectionRow]]) = ([], [:])
        for row in rows {
            let key = JSONValue.array(entities(of: [row]).map(JSONValue.object)).text
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        return order.compactMap { groups[$0] }
    }

    /// An alert a group; where there are more than a run may make, the last one is about all that is left.
    private func capped(_ groups: [[DetectionRow]], _ window: DetectionWindow) -> [DetectedAlert] {
        let limit = rule.frequency == .continuous ? DetectionPolicy.alertsOfContinuousRun : DetectionPolicy.alertsOfRun
        var groups = groups
        if groups.count > limit { groups = Array(groups[..<(limit - 1)]) + [groups[(limit - 1)...].flatMap(\.self)] }
        return groups.map { alert(of: $0, $0.first?.fingerprint ?? "", window) }
    }

    private func alert(of rows: [DetectionRow], _ key: String, _ window: DetectionWindow) -> DetectedAlert {
        let times = rows.compactMap(\.activity)
        let first = rows.first ?? DetectionRow(JSONObject())
        let end = times.map(\.last).max() ?? window.through
        let severity = AlertSeverity(name: first.text(rule.overrides.severityColumn).lowercased()) ?? .unknown
        let tactics = first.text(rule.overrides.tacticsColumn)
        return DetectedAlert(
            id: id(window, key), title: text(rule.overrides.displayName, first, DetectionPolicy.bytesOfTitle, rule.displayName),
            description: text(rule.overrides.description, first, DetectionPolicy.bytesOfDescription, rule.description),
            severity: severity == .unknown ? rule.severity : severity, tactics: tactics.isEmpty ? rule.tactics : [tactics],
            firstActivity: times.map(\.first).min() ?? end, lastActivity: end, entities: entities(of: rows),
            customDetails: customDetails(of: rows),
            properties: JSONObject(
                rule.overrides.dynamicProperties.compactMap { property in
                    first[property.column].map { .init(name: property.name, value: $0) }
                }), rows: rows.count)
    }

    private func text(_ template: String, _ row: DetectionRow, _ limit: Int, _ usual: String) -> String {
        let text = template.isEmpty ? "" : AlertTemplate(template).text(row, bytes: limit)
        return text.isEmpty ? usual : text
    }

    /// Custom detections' prefix among alert ids, and a digest.
    private func id(_ window: DetectionWindow, _ key: String) -> String {
        var digest = Fingerprint()
        for part in [name.lowercased(), String(window.through.ticks), key] {
            digest.add(part.utf8)
            digest.separate()
        }
        return "ed" + digest.text
    }

    private func entities(of rows: [DetectionRow]) -> [JSONObject] {
        var (seen, entities): (Set<JSONObject>, [JSONObject]) = ([], [])
        for row in rows {
            for mapping in mappings {
                guard entities.count < DetectionPolicy.entitiesOfAlert else { return entities }
                if let entity = mapping.entity(of: row), seen.insert(entity).inserted { entities.append(entity) }
            }
        }
        return entities
    }

    /// The values of each detail, each once; a list where there are several. What is too large is left out from the end, so that
    /// no value is cut.
    private func customDetails(of rows: [DetectionRow]) -> JSONObject {
        var (details, size) = (JSONObject(), 0)
        for detail in rule.customDetails {
            var (seen, values): (Set<String>, [JSONValue]) = ([], [])
            for row in rows where values.count < DetectionPolicy.valuesOfDetail {
                let text = row.text(detail.column)
                guard !text.isEmpty, seen.insert(text).inserted else { continue }
                size += text.utf8.count + detail.name.utf8.count
                guard size <= DetectionPolicy.bytesOfDetails else { return details }
                values.append(.string(text))
            }
            if !values.isEmpty { details[detail.name] = values.count == 1 ? values[0] : .array(values) }
        }
        return details
    }
}

extension DetectionRule {
    /// Whether so many rows make an alert.
    func triggers(on rows: Int) -> Bool {
        switch triggerOperator {
        case .greaterThan: Int64(rows) > triggerThreshold
        case .lessThan: Int64(rows) < triggerThreshold
        case .equal: Int64(rows) == triggerThreshold
        case .notEqual: Int64(rows) != triggerThreshold
        }
    }
}
