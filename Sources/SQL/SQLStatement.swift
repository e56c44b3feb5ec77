/// A statement in the SQL that all drivers share, with `?` for each argument.
///
/// A named statement is one of the fixed set that the stores are made of: a driver may keep it prepared under
/// its name. A statement without a name is built for one question, a filter for
/// example; its text is made of our own words alone, and what a user says goes into arguments.
public struct SQLStatement: Hashable, Sendable {
    public let name: String?
    public let text: String

    /// A named statement.
    public init(_ name: StaticString, _ text: String) {
        self.name = "\(name)"
        self.text = text
    }

    /// A statement that is built when it is needed.
    public init(building text: String) {
        name = nil
        self.text = text
    }
}
