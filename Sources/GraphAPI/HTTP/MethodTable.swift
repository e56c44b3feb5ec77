internal import HTTPTypes

/// Which methods a path takes, for whoever asks with another one.
struct MethodTable: Sendable {
    private let routes: [(segments: [String], method: HTTPRequest.Method)]

    init(_ entries: [RouteTable.Entry]) {
        routes = entries.map { ($0.path.split(separator: "/").map(String.init), $0.method) }
    }

    /// In the order of the alphabet; empty where nothing is declared for the path. Whatever is got can be asked for its
    /// head.
    func methods(of path: String) -> [String] {
        let parts = path.split(separator: "/")
        var found: Set<String> = []
        for route in routes where MethodTable.matches(route.segments, parts) {
            found.insert(route.method.rawValue)
            if route.method == .get { found.insert("HEAD") }
        }
        return found.sorted()
    }

    private static func matches(_ segments: [String], _ parts: [Substring]) -> Bool {
        if segments.last == "**" { return parts.count >= segments.count && matches(segments.dropLast(), parts) }
        guard segments.count == parts.count else { return false }
        return matches(segments[...], parts)
    }

    private static func matches(_ segments: ArraySlice<String>, _ parts: [Substring]) -> Bool {
        zip(segments, parts).allSatisfy { segment, part in
            segment.hasPrefix(":") || segment.contains("{") || segment == "*" || segment == part
        }
    }
}
