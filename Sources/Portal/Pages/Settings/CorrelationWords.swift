/// What each setting of correlation means, as the page of settings says it.
enum CorrelationWords {
    static let meanings: [String: String] = [
        "learningTime":
            "How long nothing of a kind must have been seen before seeing it counts as a surprise (one bit). Long "
            + "enough that the bursts of a detector that is still learning on its first day stay weak.",
        "runGap": "Alerts of one detector on one anchor closer than this are one run: counted once, placed together.",
        "rareBits": "From here on an alert is rare enough to start or feed a session.",
        "noveltyBits": "Bits of what was never seen before while the stream is too young for its age to give as many.",
        "noveltyShare":
            "The share of those bits that counts as evidence: while everything is new, only many kinds of alert "
            + "at once tell something.",
        "siteTime": "Until a stream is this old, two networks that no sensor connects may still be one site.",
        "memory": "The past that counts. Episode counts are halved as each such period passes.",
        "noHistory": "A stream younger than this has no past: nothing in it is called routine.",
        "sessionGap": "A weak session ends after this silence. Alerts that are not rare never extend it (no window creep).",
        "quietChance":
            "On an anchor where so little happens that chance explains one more alert of a kind never seen there with less "
            + "than this probability, a weak session goes on for up to sessionMemory: whoever takes a step an hour is found by that.",
        "knownTime":
            "How long a past can make something rare that was seen before: what comes every week is no surprise in the third.",
        "strongSessionGap": "A strong session takes single rare alerts for this long.",
        "sessionMemory":
            "An anchor with a strong session remembers it this long: attackers sleep, but admins come back the "
            + "next day.",
        "strongBits": "Bits that make a session strong, its incident visible, and its memory long.",
        "sequelBits": "Bits a later session needs to be taken as the sequel of a strong one.",
        "sequelPrice": "Bits more for each doubling of the pause before it.",
        "proximityChance":
            "A routine alert belongs to a strong session if chance explains its nearness with less than this "
            + "probability.",
        "twinGap": "Two devices are in step if their alerts of one detector are at most this far apart.",
        "siteCoincidences": "So many coincidences of two devices make them one site.",
        "siteRatio": "Those have to be so many times more than chance explains.",
        "siteShare": "And this share of all bursts, with two to spare.",
        "crossDeviceGap": "The same rare detector on devices of one site joins within this time.",
        "watcherGap": "A watching device's alert belongs to a strong session of its site within this time.",
        "watcherChance": "The same only if chance explains it with less than this probability.",
        "watcherDetectors": "A device that only watches others knows at most this many detectors.",
        "entityBits": "Bits of an entity that was seen in one episode elsewhere; falls with the logarithm of the episodes.",
        "entityJoinBits":
            "Bits that two rare alerts need to join by entities alone: with entityBits 3 one entity of at most 3 "
            + "episodes elsewhere, or several.",
        "entityBreadth":
            "Devices and accounts of an incident for each of which, and for its double, joins by entities cost "
            + "the same more.",
        "entityGap": "How far apart two rare alerts may be that join by entities.",
        "strongEntityGap": "A strong incident draws in rare alerts by entities seen nowhere else for this long.",
        "agreeingProducts": "So many products that name the same entities are worth seeing, whatever the bits.",
        "bridgeLimit": "An alert connects at most so many incidents by its entities.",
        "spreadRatio":
            "So many new anchors on which a detector shows weigh like one more time on the anchor at hand: what "
            + "keeps turning up somewhere new is no surprise there either.",
        "beaconDuration":
            "A run this long, at least beaconBeats and as regular as beaconVariation, is a beacon and worth "
            + "seeing.",
        "beaconBeats": "A beacon has at least so many beats.",
        "beaconVariation": "Standard deviation of the intervals by their mean. People and mail servers are above 0.8.",
        "beaconCompanyBits": "An alert this surprising on a beaconing device belongs to the beacon.",
        "noHistoryBits":
            "Bits from which on a session without history is shown: with the defaults five detectors, each in a "
            + "second of its own.",
        "stageBits": "The most that one stage of the kill chain adds.",
        "graveRarity":
            "A single alert that its source rates high is worth seeing where its detector is worth this many bits, wherever it "
            + "fired before: never in two days, or once in four. One that names a threat is measured by the age of the stream.",
        "graveBits": "What such an alert adds to the priority.",
        "criticalityBits": "What each level of criticality of an asset adds.",
        "threatBits": "What a named threat adds, beside the bits of the alert that names it.",
        "reliabilityPrior":
            "Verdicts that a detector is taken to have had on either side before the first: how slowly people's "
            + "judgement of its findings counts.",
        "reliabilityCeiling": "What a bit of a detector is worth at most, after what people said of its findings.",
        "reliabilityFloor": "What such a bit is worth at least.",
        "refutedReliability":
            "What nothing but detectors of at most this reliability speaks for is shown on the strength of its "
            + "bits alone.",
        "alertLimit": "Alerts of an incident, at most; it takes no more then.",
        "entityLimit": "Things that an incident names, at most; it takes no others then.",
        "holdingLimit": "Holding incidents, one for each detector and anchor; when reached, one for each detector.",
        "keepsDeviceGroupsApart": "Restricts every join and merge to one device group.",
    ]
}
