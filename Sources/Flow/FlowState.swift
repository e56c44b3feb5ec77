internal import CaseStore
internal import Correlation
internal import Primitives
internal import SecurityModel

/// What the flow holds in memory between two batches. It is a consequence of the store: after a failure it is thrown away
/// and made again from the last checkpoint and the history behind it.
struct FlowState {
    var intake: AlertIntake
    var correlator: Correlator
    var rules: AssetRules
    var levels: RuleLevels
    var placement = AlertPlacement.Memory()
    var lastDecision: Int64
    var alertsSinceCheckpoint = 0

    /// Reads the checkpoint and lets correlation see again what came after it, decisions at their place.
    static func load(
        _ reader: CaseReader, policy: CorrelationPolicy, deviceGroups: [DeviceGroup]
    ) throws -> FlowState {
        var checkpoint = try reader.checkpoint()
        var correlator = Correlator(policy: policy)
        do {
            if let checkpoint { correlator = try Correlator(checkpoint: checkpoint.state, policy: policy) }
        } catch CheckpointError.unknownVersion {
            checkpoint = nil  // of an earlier version of the correlator: the whole history is looked at again
        }
        var state = FlowState(
            intake: try AlertIntake(reader), correlator: correlator,
            rules: try AssetRules(reader, deviceGroups: deviceGroups), levels: try RuleLevels(reader),
            lastDecision: checkpoint?.afterDecision ?? 0)
        let last = state.intake.lastAlert
        try CorrelationHistory.replay(
            after: checkpoint?.afterAlert ?? 0, decision: state.lastDecision, through: last, reader,
            registry: &state.intake.registry
        ) { step in
            switch step {
            case .alerts(let observations): _ = state.correlator.correlate(observations)
            case .decision(let number, let decision):
                _ = try? state.correlator.apply(decision)
                state.lastDecision = number
            }
        }
        return state
    }

    func checkpoint() -> Checkpoint {
        Checkpoint(afterAlert: intake.lastAlert, afterDecision: lastDecision, state: correlator.checkpoint())
    }
}
