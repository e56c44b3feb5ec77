/// A set of code points, for classes of regular expressions that are put together of others.
struct CodePointSet: Hashable, Sendable {
    /// In order, without overlaps and without neighbours that touch.
    private(set) var ranges: [ClosedRange<UInt32>]

    static let last: UInt32 = 0x10_ffff
    static let empty = CodePointSet([])

    init(_ ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let before = merged.last, range.lowerBound <= before.upperBound &+ 1 {
                merged[merged.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    /// The characters that a test holds for.
    init(where test: (Unicode.Scalar) -> Bool) {
        self.init((0...CodePointSet.last).compactMap { code in Unicode.Scalar(code).flatMap { test($0) ? code...code : nil } })
    }

    var complement: CodePointSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= CodePointSet.last { gaps.append(next...CodePointSet.last) }
        return CodePointSet(gaps)
    }

    func union(_ other: CodePointSet) -> CodePointSet { CodePointSet(ranges + other.ranges) }
    func intersection(_ other: CodePointSet) -> CodePointSet { complement.union(other.complement).complement }
    func subtracting(_ other: CodePointSet) -> CodePointSet { intersection(other.complement) }
    func symmetricDifference(_ other: CodePointSet) -> CodePointSet {
        subtracting(other).union(other.subtracting(self))
    }
}
