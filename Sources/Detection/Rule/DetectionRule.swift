public import Primitives
public import SecurityModel

/// A saved query that runs on a schedule and makes alerts of what it finds. Made by reading its properties, which checks them.
public struct DetectionRule: Hashable, Sendable {
    /// When it runs.
    public enum Frequency: Hashable, Sendable {
        /// As events come in (`kind` NRT): each is looked at once.
        case continuous
        /// `kind` Scheduled.
        case every(Duration)
    }

    /// How many rows make an alert.
    public enum TriggerOperator: String, CaseIterable, Sendable {
        case greaterThan = "GreaterThan"
        case lessThan = "LessThan"
        case equal = "Equal"
        case notEqual = "NotEqual"
    }

    /// What becomes one alert.
    public enum Aggregation: String, CaseIterable, Sendable {
        /// All rows of a run.
        case single = "SingleAlert"
        /// Each row.
        case perRow = "AlertPerResult"
        /// All rows that name the same entities.
        case perEntity = "AlertPerEntity"
    }

    /// The query, in KQL.
    public var query: String
    public var displayName: String
    public var description = ""
    public var recommendedActions = ""
    public var severity = AlertSeverity.medium
    public var isEnabled: Bool
    public var frequency = Frequency.every(.hours(1))
    /// How far back a run looks; `nil` where the frequency says it.
    public var givenLookBack: Duration?
    public var triggerOperator = TriggerOperator.greaterThan
    public var triggerThreshold: Int64 = 0
    public var aggregation = Aggregation.single
    /// For how long the rule rests after it made an alert; `nil` for not at all.
    public var suppression: Duration?
    /// As the rule names them; alerts read them as any product's.
    public var tactics: [String] = []
    public var techniques: [String] = []
    public var entityMappings: [EntityMapping] = []
    /// The columns whose values an alert carries, by the names under which it does.
    public var customDetails: [CustomDetail] = []
    public var overrides = AlertOverrides()
    /// What the rule says of incidents; `nil` for nothing.
    public var incidents: IncidentConfiguration?
    /// What is kept of other interfaces, and has no effect here.
    public var kept = JSONObject()

    /// How far back a run looks.
    public var lookBack: Duration { givenLookBack ?? DetectionPolicy.lookBack(of: frequency) }
}

/// What becomes of a rule's alerts as incidents, in Sentinel's words.
public struct IncidentConfiguration: Hashable, Sendable {
    /// Whether alerts may join incidents. Otherwise each stays in one of its own, and draws no other alert into it.
    public var createsIncident: Bool
    /// All that the rule says, also which alerts Sentinel would put together: that is kept, and correlation decides.
    public var given: JSONObject

    /// Whether Sentinel would put alerts together by the rule's own wish.
    public var groups: Bool { given["groupingConfiguration"]?["enabled"]?.bool ?? false }
}

/// A value that an alert carries under a name.
public struct CustomDetail: Hashable, Sendable {
    public var name: String
    public var column: String
}

/// What rows say of their alerts in place of the rule.
public struct AlertOverrides: Hashable, Sendable {
    /// With columns in it as `{{Column}}`; empty for none.
    public var displayName = ""
    public var description = ""
    /// The column that holds the severity; empty for none.
    public var severityColumn = ""
    public var tacticsColumn = ""
    /// Other properties of the alert, each with the column that holds its value.
    public var dynamicProperties: [CustomDetail] = []
}

/// Columns that name an entity.
public struct EntityMapping: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        /// What the value is of the entity: `Address` of an IP.
        public var identifier: String
        public var column: String

        public init(identifier: String, column: String) {
            (self.identifier, self.column) = (identifier, column)
        }
    }

    public var type: EntityType
    public var fields: [Field]

    public init(_ type: EntityType, _ fields: [Field]) {
        (self.type, self.fields) = (type, fields)
    }
}
