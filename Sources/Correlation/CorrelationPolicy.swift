/// Weights, windows and limits of correlation. All times are in ticks of 100 ns, all weights in bits of surprise.
///
/// Most defaults sit on plateaus. Two do not: `rareBits` must stay below what a detector never seen before is worth at
/// the age of the stream (3.9 bits after 3.5 days with the default `learningTime`), else nothing is ever rare; and
/// `learningTime` moves that ceiling.
public struct CorrelationPolicy: Hashable, Sendable {
    public static let second: Int64 = 10_000_000
    public static let minute = 60 * second
    public static let hour = 60 * minute

    // MARK: What is rare

    /// How long nothing of a kind must have been seen before seeing it counts as a surprise (one bit). Long enough that
    /// the bursts of a detector that is still learning on its first day stay weak.
    public var learningTime = 6 * hour
    /// Alerts of one detector on one anchor closer than this are one run: counted once, placed together.
    public var runGap = 10 * minute
    /// From here on an alert is rare enough to start or feed a session.
    public var rareBits = 2.0
    /// Bits of what was never seen before while the stream is too young for its age to give as many ...
    public var noveltyBits = 2.0
    /// ... and the share of them that counts as evidence: while everything is new, only many kinds of alert at once on one
    /// anchor tell something.
    public var noveltyShare = 0.6
    /// So many new anchors on which a detector shows weigh like one more time on the anchor at hand: what keeps turning
    /// up somewhere new is no surprise there either.
    public var spreadRatio = 4
    /// How long a past can make something rare that was seen before: what comes every week is no surprise in the third.
    public var knownTime = 96 * hour
    /// The past that counts. Episode counts are halved as each such period passes.
    public var memory = 30 * 24 * hour
    /// A stream younger than this has no past: nothing in it is called routine.
    public var noHistory = hour

    // MARK: Sessions

    /// A weak session ends after this silence. Alerts that are not rare never extend it (no window creep).
    public var sessionGap = 30 * minute
    /// A strong session takes single rare alerts for this long.
    public var strongSessionGap = 2 * hour
    /// An anchor with a strong session remembers it this long: attackers sleep, but admins come back the next day.
    public var sessionMemory = 12 * hour
    /// On an anchor where so little happens that chance explains a second rare alert with less than this probability, a weak
    /// session goes on for up to `sessionMemory`.
    public var quietChance = 0.1
    /// Bits that make a session strong, its incident visible, and its memory long.
    public var strongBits = 12.0
    /// Bits a later session needs to be taken as the sequel of a strong one.
    public var sequelBits = 3.0
    /// Bits more for each doubling of the pause before it.
    public var sequelPrice = 1.5
    /// A routine alert belongs to a strong session if chance explains its nearness with less than this probability.
    public var proximityChance = 0.05

    // MARK: Across devices

    /// Two devices are in step if their alerts of one detector are at most this far apart.
    public var twinGap = second
    /// So many coincidences, so many times more than chance explains, and this share of all bursts (with two to spare),
    /// make two devices one site.
    public var siteCoincidences = 4
    public var siteRatio = 20.0
    public var siteShare = 0.4
    /// Until a stream is this old, two networks that no sensor connects may still be one site.
    public var siteTime = 96 * hour
    /// The same rare detector on devices of one site joins within this time.
    public var crossDeviceGap = 2 * minute
    /// A watching device's alert belongs to a strong session of its site within this time ...
    public var watcherGap = 45 * minute
    /// ... if chance explains it with less than this probability.
    public var watcherChance = 0.15
    /// A device that only watches others knows at most this many detectors.
    public var watcherDetectors = 8

    // MARK: Shared entities

    /// Bits of an entity that was seen in one episode elsewhere; falls with the logarithm of the episodes.
    public var entityBits = 3.0
    /// Bits that two rare alerts need to join by entities alone: with `entityBits` 3 one entity of at most 3 episodes
    /// elsewhere, or several.
    public var entityJoinBits = 1.5
    /// Devices and accounts of an incident for each of which, and for its double, joins by entities cost the same more.
    public var entityBreadth = 8.0
    public var entityGap = 24 * hour
    /// A strong incident draws in rare alerts by entities seen nowhere else for this long.
    public var strongEntityGap = 72 * hour
    /// An alert connects at most so many incidents by its entities.
    public var bridgeLimit = 4
    /// So many products that name the same entities are worth seeing, whatever the bits.
    public var agreeingProducts = 3

    // MARK: Beacons

    /// A run this long, at least `beaconBeats` and as regular as `beaconVariation`, is a beacon and worth seeing.
    public var beaconDuration = 4 * hour
    public var beaconBeats = 40
    /// Standard deviation of the intervals by their mean. People and mail servers are above 0.8.
    public var beaconVariation = 0.25
    /// An alert this surprising on a beaconing device belongs to the beacon.
    public var beaconCompanyBits = 1.5

    // MARK: Queue

    /// The severity from which on a single alert can be worth seeing: high.
    static let graveSeverity: UInt8 = 4
    /// Bits that its detector must be worth, wherever it fired before: never in two days, or once in four.
    public var graveRarity = 3.0
    /// What such an alert adds to the priority.
    public var graveBits = 3.0
    /// Bits from which on a session without history is shown: with the defaults five detectors, each in a second of its own.
    public var noHistoryBits = 6.0

    /// The most that one stage of the kill chain adds.
    public var stageBits = 4.0
    /// What each level of criticality of an asset adds.
    public var criticalityBits = 2.5
    /// What a named threat adds, beside the bits of the alert that names it.
    public var threatBits = 4.0
    /// Verdicts that a detector is taken to have had on either side before the first: how slowly people's judgement of
    /// its findings counts.
    public var reliabilityPrior = 2.0
    /// What a bit of a detector is worth at most and at least, after what people said of its findings.
    public var reliabilityCeiling = 1.5
    public var reliabilityFloor = 0.2
    /// What nothing but detectors of at most this reliability speaks for is shown on the strength of its bits alone.
    public var refutedReliability = 0.5

    // MARK: Limits

    public var alertLimit = 1_000_000
    public var entityLimit = 1_000
    /// Holding incidents, one for each detector and anchor; when reached, one for each detector.
    public var holdingLimit = 10_000
    /// Restricts every join and merge to one device group.
    public var keepsDeviceGroupsApart = false

    public init() {}
}
