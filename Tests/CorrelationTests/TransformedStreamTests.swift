@testable import Correlation
import Testing

/// What correlation finds must not depend on names, on the order within a second, on a second company in the stream, or on
/// more noise.
@Suite struct TransformedStreamTests {
    static let seeds: [UInt64] = [1, 2, 3]

    @Test(arguments: seeds)
    func theAttackIsOneIncidentAndStandsFirst(seed: UInt64) {
        let score = SyntheticStream.score(SyntheticStream(seed: seed).grouped())
        #expect(score >= 0.93, "seed \(seed): \(score)")
    }

    @Test(arguments: seeds)
    func namesDoNotMatter(seed: UInt64) {
        let stream = SyntheticStream(seed: seed)
        let incidents = stream.grouped(), renamed = stream.renamed().grouped()
        #expect(incidents.map(\.lines.count) == renamed.map(\.lines.count), "seed \(seed)")
        #expect(incidents.map(\.isOnQueue) == renamed.map(\.isOnQueue), "seed \(seed)")
    }

    @Test(arguments: seeds)
    func theOrderWithinASecondHardlyMatters(seed: UInt64) {
        let stream = SyntheticStream(seed: seed)
        let score = SyntheticStream.score(stream.grouped())
        let shuffled = SyntheticStream.score(stream.shuffled(seed: seed &+ 100).grouped())
        #expect(abs(score - shuffled) < 0.02, "seed \(seed): \(score), \(shuffled)")
    }

    /// The attacks are at the same time, to the second, and with the same rules.
    @Test(arguments: seeds)
    func twoCompaniesAttackedAtOnceStayApart(seed: UInt64) {
        let incidents = SyntheticStream(seed: seed).over(SyntheticStream(seed: seed, company: 1)).grouped()
        #expect(!incidents.contains { $0.isOf(company: 0) && $0.isOf(company: 1) }, "seed \(seed)")
        for company in [0, 1] as [Int32] {
            let score = SyntheticStream.score(incidents, company: company)
            #expect(score >= 0.88, "seed \(seed), company \(company): \(score)")
        }
    }

    @Test(arguments: seeds)
    func fourfoldNoiseHidesNothing(seed: UInt64) {
        let incidents = SyntheticStream(seed: seed).noisier(4, seed: seed).grouped()
        let score = SyntheticStream.score(incidents)
        #expect(score >= 0.85, "seed \(seed): \(score)")
        #expect(incidents.count(where: \.isOnQueue) <= 5 * Int(SyntheticStream.days), "seed \(seed)")
    }
}
