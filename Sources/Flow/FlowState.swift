internal import CaseStore
internal import Correlation
internal import Primitives
internal import SecurityModel

/// What the flow holds in memory between two batches. It is a consequence of the store: after a failure it is thrown away
/// and made again from the last checkpoint and the history behind it.
struct FlowState {
    var intake: AlertIntake { didSet { isChanged = true } }
    var correlator: Correlator { didSet { isChanged = true } }
    var rules: AssetRules { didSet { isChanged = true } }
    var levels: RuleLevels { didSet { isChanged = true } }
    var placement = AlertPlacement.Memory() { didSet { isChanged = true } }
    var lastDecision: Int64 { didSet { isChanged = true } }
    var alertsSinceCheckpoint: Int { didSet { isChanged = true } }
    /// Whether it may differ from what it was when the transaction of the moment began.
    private(set) var isChanged = false

    init(
        intake: AlertIntake, correlator: Correlator, rules: AssetRules, levels: RuleLevels, lastDecision: Int64,
        alertsSinceCheckpoint: Int
    ) {
        self.intake = intake
        self.correlator = correlator
        self.rules = rules
        self.levels = levels
        self.lastDecision = lastDecision
        self.alertsSinceCheckpoint = alertsSinceCheckpoint
    }

    /// It is what the store holds.
    mutating func settle() { isChanged = false }

    /// Runs a body that changes nothing where it throws.
    mutating func attempt<Result>(_ body: (inout FlowState) throws -> Result) throws -> Result {
        let before = isChanged
        do {
            return try body(&self)
        } catch {
            isChanged = before
            throw error
        }
    }

    /// Reads the checkpoint and lets correlation see again what came after it, decisions at their place.
    static func load(
        _ reader: CaseReader, policy: CorrelationPolicy
    ) throws -> FlowState {
        let policy = try CorrelationSettings.inForce(reader, over: policy)
        var checkpoint = try reader.checkpoint()
        var correlator = Correlator(policy: policy)
        do {
            if let checkpoint { correlator = try Correlator(checkpoint: checkpoint.state, policy: policy) }
        } catch CheckpointError.unknownVersion {
            checkpoint = nil  // of an earlier version of the correlator: the whole history is looked at again
        }
        var intake = try AlertIntake(reader)
        var lastDecision = checkpoint?.afterDecision ?? 0
        let last = intake.lastAlert
        try CorrelationHistory.replay(
            after: checkpoint?.afterAlert ?? 0, decision: lastDecision, through: last, reader, registry: &intake.registry
        ) { step in
            switch step {
            case .alerts(let observations): _ = correlator.correlate(observations)
            case .decision(let number, let decision):
                _ = try? correlator.apply(decision)
                lastDecision = number
            }
        }
        return FlowState(
            intake: intake, correlator: correlator, rules: try AssetRules(reader),
            levels: try RuleLevels(reader), lastDecision: lastDecision,
            // Counted on over starts: a process that is killed again and again must not have ever more to look at.
            alertsSinceCheckpoint: Int(last - (checkpoint?.afterAlert ?? 0)))
    }

    func checkpoint() -> Checkpoint {
        Checkpoint(afterAlert: intake.lastAlert, afterDecision: lastDecision, state: correlator.checkpoint())
    }
}
