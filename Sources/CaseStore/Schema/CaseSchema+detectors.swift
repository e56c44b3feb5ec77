extension CaseSchema {
    /// What a rule's alerts claim, as its first alert said: names of incidents are made of it.
    static let detectorClaims = [
        "ALTER TABLE detectors ADD COLUMN severity BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE detectors ADD COLUMN tactics BIGINT NOT NULL DEFAULT 0",
    ]
}
