public import Primitives

extension HuntUsage {
    /// What an account should know of its quota; `nil` while it uses little.
    /// - Parameter hunt: the share that the hunt used which just ended; 0 for none.
    public func warning(for account: String, by interface: HuntInterface, after hunt: Double = 0, at now: Timestamp) -> String? {
        let used = share(of: account, by: interface, at: now)
        let (minutes, wait) = (HuntPolicy.quotaCycle / 60, HuntUsage.wait(at: now))
        if used >= 1 { return "Your hunts have used up what they may run in \(minutes) minutes; the next one runs in \(wait)." }
        if used >= HuntPolicy.nearlyUsedShare {
            return
                "Your hunts have used \(HuntUsage.percent(used)) of what they may run in \(minutes) minutes; it begins anew in "
                + "\(wait)."
        }
        guard hunt > HuntPolicy.warningShare else { return nil }
        return "This hunt used \(HuntUsage.percent(hunt)) of what your hunts may run in \(minutes) minutes, and all of them "
            + "\(HuntUsage.percent(used))."
    }

    /// A share in words; never more than was used.
    public static func percent(_ share: Double) -> String {
        let percent = Int(share * 100)
        return percent == 0 && share > 0 ? "less than 1 %" : "\(percent) %"
    }

    private static func wait(at now: Timestamp) -> String {
        let seconds = secondsLeft(at: now)
        return seconds < 90 ? "\(seconds) s" : "\((seconds + 59) / 60) min"
    }
}
