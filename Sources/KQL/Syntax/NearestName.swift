/// Finds what somebody probably meant.
enum NearestName {
    /// `; did you mean 'x'?`, or nothing where no name is near.
    static func suggestion(for name: String, among names: some Sequence<String>) -> String {
        let written = Array(name.lowercased().utf8)
        var best: (name: String, distance: Int)?
        for candidate in names where !candidate.isEmpty {
            let bytes = Array(candidate.lowercased().utf8)
            guard abs(bytes.count - written.count) <= 3 else { continue }
            let distance = distance(written, bytes)
            if distance <= max(1, (written.count + 1) / 3), distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        guard let meant = continued(written, among: names) ?? best?.name else { return "" }
        return "; did you mean '\(meant)'?"
    }

    /// The shortest name that goes on from what was written: somebody did not write to its end. Of few letters many go on.
    private static func continued(_ written: [UInt8], among names: some Sequence<String>) -> String? {
        guard written.count >= 4 else { return nil }
        return names.filter { $0.utf8.count > written.count && Array($0.lowercased().utf8.prefix(written.count)) == written }
            .min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    /// The fewest insertions, deletions and replacements that make one the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let replaced = diagonal + (byte == right[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
