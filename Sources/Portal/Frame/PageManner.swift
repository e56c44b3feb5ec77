internal import CaseStore
internal import SecurityModel

/// How somebody wants pages shown. What is usual is `nil`, so that the frame says nothing of it.
struct PageManner: Equatable {
    /// The clock that times are told by; the browser knows which one is local.
    var clock: String?
    /// How high the rows of tables are.
    var density: String?

    init() {}

    /// - Parameter chosen: what the person chose.
    init(_ chosen: [Preference.Name: String]) {
        clock = PageManner.unusual(.clock, chosen)
        density = PageManner.unusual(.density, chosen)
    }

    private static func unusual(_ name: Preference.Name, _ chosen: [Preference.Name: String]) -> String? {
        chosen[name].flatMap { name.values.dropFirst().contains($0) ? $0 : nil }
    }
}
