/// A closed enumeration with names on the wire. Names are read without regard to case, as the public APIs read them.
public protocol WireEnum: CaseIterable, Sendable {
    /// The name that is written.
    var name: String { get }
    /// Other names that are understood, in lower case: older members and other products' words.
    static var aliases: [String: Self] { get }
}

extension WireEnum {
    public static var aliases: [String: Self] { [:] }

    /// The member with this name or alias; `nil` where there is none.
    public init?(name: String) {
        let lowered = name.lowercased()
        guard let member = Self.allCases.first(where: { $0.name.lowercased() == lowered }) ?? Self.aliases[lowered] else {
            return nil
        }
        self = member
    }
}
