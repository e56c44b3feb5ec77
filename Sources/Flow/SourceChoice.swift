/// Which source a request of a shipper feeds.
///
/// A source's own token decides it, whatever the request says: index names are often a shipper's default. A program that may
/// send to any source says it by the name of the index, the sourcetype or the stream.
public enum SourceChoice {
    /// - Parameters:
    ///   - bound: the source that the caller's token belongs to; `nil` where it belongs to none.
    ///   - streams: what the request calls its destination, the best name first.
    ///   - known: the names of the configured sources.
    public static func source(
        bound: String?, streams: [String], known: some Collection<String>
    ) throws(SourceChoiceError) -> String {
        if let bound { return bound }
        let streams = streams.filter { !$0.isEmpty }
        guard !streams.isEmpty else { throw .unnamed }
        for stream in streams {
            if known.contains(stream) { return stream }
            for name in names(of: stream) {
                if let source = known.sorted().first(where: { $0.lowercased() == name }) { return source }
            }
        }
        throw .unknown(stream: streams[0])
    }

    /// The names of sources that a stream may stand for, in lower case, the most exact first.
    ///
    /// `Custom-Suricata_CL` of Azure's streams and tables, `logs-suricata.eve-default` of Elastic's data streams,
    /// `filebeat-8.17.0-2026.11.04-000001` of Beats: what the product calls itself is inside.
    static func names(of stream: String) -> [String] {
        var names = [stream.lowercased()]
        func add(_ name: some StringProtocol) {
            if !name.isEmpty, !names.contains(String(name)) { names.append(String(name)) }
        }
        var name = names[0][...]
        for prefix in ["custom-", "microsoft-", ".ds-"] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
        add(name)
        if name.hasSuffix("_cl") { name = name.dropLast(3) }
        add(name)
        var parts = name.split(separator: "-")
        while parts.count > 1, parts.last.map(isVersionOrDate) == true { parts.removeLast() }
        add(parts.joined(separator: "-"))
        // type-dataset-namespace, where the dataset is product.part.
        if parts.count == 3, ["logs", "metrics", "traces"].contains(parts[0]) {
            add(parts[1])
            add(parts[1].prefix { $0 != "." })
        }
        return names
    }

    private static func isVersionOrDate(_ part: Substring) -> Bool {
        part.utf8.contains { (48...57).contains($0) }
            && part.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "x") }
    }
}

/// Why it is not known where records belong.
public enum SourceChoiceError: Error, Hashable, Sendable, CustomStringConvertible {
    case unnamed
    case unknown(stream: String)

    public var description: String {
        switch self {
        case .unnamed:
            "it is not said which source the records belong to: send with a source's own token, or name the source as the "
                + "index, sourcetype, service or stream"
        case .unknown(let stream):
            "no source is called like '\(stream.prefix(100))'; make it with `watchfloor source add NAME --format ...`, or send "
                + "with a source's own token"
        }
    }
}
