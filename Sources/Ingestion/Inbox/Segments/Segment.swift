/// One file of the inbox.
struct Segment: Hashable, Sendable {
    static let suffix = ".inbox"

    /// The sequence number of its first record; it names the file.
    var firstSequence: UInt64
    /// The bytes that are safely on disk.
    var byteCount: Int

    var name: String { Segment.name(firstSequence) }

    static func name(_ firstSequence: UInt64) -> String {
        let digits = String(firstSequence)
        return String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits + suffix
    }

    /// The sequence number in a file name, `nil` where the file is no segment.
    static func firstSequence(inName name: String) -> UInt64? {
        guard name.hasSuffix(suffix), let sequence = UInt64(name.dropLast(suffix.utf8.count)),
            sequence > 0, Segment.name(sequence) == name
        else { return nil }
        return sequence
    }
}
