// Correlation gives every alert exactly one incident.
//
//     alerts in inbox order -> Correlator -> decisions -> case store
//
// It stands between Detection and Automation. `Correlator` is a pure decider: values in, decisions out, no clock, no
// I/O, no randomness. Its service feeds it in inbox order and applies the decisions of a batch in one transaction.
// It may fall behind its inbox; nothing is lost, incidents only appear later. After a restart it goes on from its
// checkpoint, and a checkpoint equals a replay of everything before it.
//
// **How it decides.** Alerts of one detector on one anchor without a pause are a *run*: a flood counts once. The past
// of that detector on that anchor says how surprising the run is, in bits (`Signals/Rarity`). Surprising runs of one
// anchor make a *session* (`Signals/Sessions`), and each session belongs to an incident. Everything else is routine
// and waits in holding incidents off the queue (`Signals/Holding`), unless it is drawn in:
//
// - it stands too near to a strong session to be chance (`Signals/Proximity`);
// - its twin on another device of the site belongs to an attack (`Signals/Twins`);
// - it comes from a device that watches the attacked one (`Signals/Watchers`);
// - it shares a rare entity with another alert (`Signals/SharedEntities`);
// - its run beats on for hours like a machine (`Signals/Periodicity`).
//
// Sessions of several devices become one incident when the same rare detector fires on both and the devices are known
// to be of one site (`Signals/CrossDevice`, `Signals/Sites`). A later session joins an earlier strong one on the same
// anchor if it is new enough for the pause between them. An incident is on the queue once its bits are enough; its
// rank is a sum of factors that a page can show (`Ranking`). Severity hardly counts: in real streams it misleads.
//
// Human decisions come in as values too and bind what follows (`HumanDecisions`).

extension Correlator {
    /// The version of the checkpoint format. A checkpoint of another version is refused: replay instead.
    public static let checkpointVersion: UInt8 = 13
}
