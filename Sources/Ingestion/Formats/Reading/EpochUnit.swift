internal import Primitives

/// How a product counts the time since 1970.
enum EpochUnit: String, CaseIterable {
    case seconds = "epochSeconds"
    case milliseconds = "epochMilliseconds"
    case microseconds = "epochMicroseconds"
    case nanoseconds = "epochNanoseconds"

    /// The unit that makes a number a moment of this age: no product's alerts are of 1973, and a count of milliseconds
    /// taken for seconds would be of the year 50,000.
    init(guessedFrom number: Double) {
        switch number.magnitude {
        case ..<1e11: self = .seconds
        case ..<1e14: self = .milliseconds
        case ..<1e17: self = .microseconds
        default: self = .nanoseconds
        }
    }

    private var perSecond: Int64 {
        switch self {
        case .seconds: 1
        case .milliseconds: 1000
        case .microseconds: 1_000_000
        case .nanoseconds: 1_000_000_000
        }
    }

    /// The moment that a number means; `nil` outside the years 0001 to 9999. Whole numbers keep every digit.
    func moment(_ text: String) -> Timestamp? {
        guard let whole = Int64(text) else {
            return Double(text).flatMap { Timestamp(unixSeconds: $0 / Double(perSecond)) }
        }
        let (seconds, rest) = whole.quotientAndRemainder(dividingBy: perSecond)
        guard (-62_135_596_799..<253_402_300_800).contains(seconds) else { return nil }
        return Timestamp(unixSeconds: seconds) + Duration(ticks: rest * Duration.ticksPerSecond / perSecond)
    }
}

extension Timestamp {
    /// A time as text of RFC 3339 or its relatives, or as a number since 1970 in this unit, else in the likely one.
    init?(reported text: String, unit: EpochUnit? = nil) {
        if let time = Timestamp(text) {
            self = time
        } else if let number = Double(text), number.isFinite,
            let time = (unit ?? EpochUnit(guessedFrom: number)).moment(text)
        {
            self = time
        } else {
            return nil
        }
    }
}
