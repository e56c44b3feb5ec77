extension CaseSchema {
    /// Which entity an id stands for that its first alert named as well.
    static let identifiers = ["ALTER TABLE entities ADD COLUMN identifies INTEGER"]

    /// The ids of a name are asked for by the page of what they stand for.
    static let identifiedNames = ["CREATE INDEX entities_by_identified ON entities (identifies) WHERE identifies IS NOT NULL"]
}
