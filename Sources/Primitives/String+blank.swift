extension StringProtocol {
    /// Whether there is nothing in it but blanks and line ends.
    public var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
