import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// Menus of filters that have more values than they offer.
@Suite struct FilterOfferTests {
    private static func tag(_ number: Int64) -> String { "tag \(1_000 + number)" }

    private static func withTags(_ count: Int64, _ body: (PageBench) async throws -> Void) async throws {
        try await PageBench.with { bench in
            try await bench.store.write(by: PageBench.person, at: PageBench.now) { transaction in
                for number in 1...3 as ClosedRange<Int64> {
                    var update = IncidentUpdate()
                    let tags = stride(from: number - 1, to: count, by: 3)
                    update.customTags = tags.map { FilterOfferTests.tag($0) }
                    try transaction.update(IncidentID(number), update)
                }
            }
            try await body(bench)
        }
    }

    @Test func whatIsNotOfferedIsSaidAndFound() async throws {
        try await FilterOfferTests.withTags(103) { bench in
            try await bench.store.read { reader in
                let choices = try QueueChoices(for: "ana", reader)
                let offer = try choices.offer(of: .tag)
                let all = try reader.incidentTags(limit: 1_000)
                #expect(offer.choices.count == FilterOffer.most && all.count >= 103)
                #expect(offer.count == String(all.count))
                let menus = try QueueFilters.more(QueueAddress([]), choices)
                let menu = try #require(menus.first { $0.title == QueueFilter.tag.title })
                #expect(menu.note?.contains("The first 100 of \(all.count)") == true)
                #expect(menu.finds == "/portal/filter-values?of=tag&list=incidents")
                let last = FilterOfferTests.tag(102)
                #expect(!menu.choices.contains { $0.value == last })
                for list in [FilterValues.List.incidents, .alerts] {
                    let found = try #require(
                        try FilterValues(of: "tag", of: list, with: last.uppercased(), choices))
                    #expect(found.choices.map(\.value) == [last] && found.note == nil)
                }
                let some = try #require(try FilterValues(of: "tag", of: .incidents, with: "tag", choices))
                #expect(some.choices.count == FilterOffer.most && some.note != nil)
            }
        }
    }

    /// Titles of alerts, and values that a page calls otherwise than the store.
    @Test func allSortsAreFound() async throws {
        try await PageBench.with { bench in
            try await bench.store.read { reader in
                let choices = try QueueChoices(for: "ana", reader)
                func found(_ name: String, _ list: FilterValues.List, _ text: String) throws -> [String]? {
                    try FilterValues(of: name, of: list, with: text, choices)?.choices.map(\.value)
                }
                #expect(try found("title", .alerts, "SCRIPT host") == ["Script host started by mail program"])
                #expect(try found("technique", .incidents, "t1486 data") == ["T1486"])
                #expect(try found("severity", .incidents, "hi") == ["high"])
                #expect(try found("title", .incidents, "x") == nil)
                #expect(try found("nonsense", .alerts, "x") == nil)
            }
        }
    }

    @Test func fewAreAllOffered() {
        let offer = FilterOffer([("a", "A"), ("b", "B")])
        #expect(offer.choices.map(\.value) == ["a", "b"] && offer.note == nil)
        #expect(FilterOffer([("a", "A")], isAll: false).count == "1+")
    }
}
