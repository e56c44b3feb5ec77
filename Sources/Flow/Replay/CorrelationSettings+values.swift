public import Correlation

extension CorrelationSettings {
    /// A setting with its value, as it can be written.
    public struct Setting: Hashable, Sendable {
        public var name: String
        public var value: String
    }

    /// All settings with their values in a policy, in the order of their list.
    public static func values(of policy: CorrelationPolicy = CorrelationPolicy()) -> [Setting] {
        fields.map { name, field in
            let value =
                switch field {
                case .duration(let path): text(policy[keyPath: path])
                case .number(let path), .share(let path): String(policy[keyPath: path])
                case .count(let path): String(policy[keyPath: path])
                case .flag(let path): String(policy[keyPath: path])
                }
            return Setting(name: name, value: value)
        }
    }

    /// The largest unit in which a time is a whole number.
    private static func text(_ ticks: Int64) -> String {
        let seconds = ticks / CorrelationPolicy.second
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] as [(String, Int64)] where seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}
