extension StringProtocol {
    /// The text with a capital at its beginning: `inProgress` as `InProgress`.
    public var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
