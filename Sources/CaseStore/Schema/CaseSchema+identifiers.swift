extension CaseSchema {
    /// Which entity an id stands for that its first alert named as well.
    static let identifiers = ["ALTER TABLE entities ADD COLUMN identifies INTEGER"]
}
