public import CaseStore
public import Correlation
public import Primitives

extension CorrelationSettings {
    /// The name under which the store keeps the settings that a site put in force.
    static let storedName = "correlation"

    /// The settings that the site put in force, by name; empty where all are as they come.
    public static func own(_ reader: CaseReader) throws -> JSONObject {
        try reader.setting(storedName).flatMap { try? JSONValue(parsing: $0) }?.object ?? [:]
    }

    /// A policy with the site's own settings. One that is known no more, after an update, counts no more.
    public static func inForce(_ reader: CaseReader, over base: CorrelationPolicy = CorrelationPolicy()) throws
        -> CorrelationPolicy
    {
        try own(reader).members.reduce(base) { policy, setting in (try? self.policy([setting], over: policy)) ?? policy }
    }

    private static func policy(
        _ settings: [JSONObject.Member], over base: CorrelationPolicy
    ) throws(CorrelationSettingsError) -> CorrelationPolicy {
        try policy(JSONObject(settings), over: base)
    }
}

extension CaseFlow {
    /// Puts settings in force in the place of those before, from the next alert on. What was decided by then stays, and what
    /// correlation knows by then is stored with them, so that a start knows which alerts were looked at with which settings.
    /// - Throws: `CorrelationSettingsError` for an unknown name or a value that does not fit.
    public func put(_ settings: JSONObject, by actor: ChangeActor) async throws {
        let policy = try CorrelationSettings.policy(settings, over: policy)
        try await change(by: actor) { transaction, state in
            try transaction.set(CorrelationSettings.storedName, to: JSONValue.object(settings).text)
            state.correlator = try Correlator(checkpoint: state.correlator.checkpoint(), policy: policy)
            try self.saveCheckpoint(&state, transaction)
        }
    }
}
