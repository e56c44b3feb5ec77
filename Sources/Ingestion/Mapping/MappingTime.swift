internal import Primitives

/// Where a time stands, and how it is written there.
struct MappingTime {
    private let paths: [MappingPath]
    private let unit: EpochUnit?

    init(_ node: MappingNode, _ what: String) throws(IngestionError) {
        var source = node
        var unit: EpochUnit?
        if !node.isScalar, !node.isList {
            let object = try node.object(what, keys: ["path", "first", "format"])
            guard let inner = object["path"] ?? object["first"], object["path"] == nil || object["first"] == nil else {
                throw node.error("\(what) needs either path or first")
            }
            source = inner
            unit = try object["format"].flatMap(MappingTime.unit)
        }
        var paths: [MappingPath] = []
        for item in source.isList ? try source.items(what) : [source] {
            let text = try item.text(what)
            guard let path = MappingPath(text) else { throw item.error("'\(text)' is no path to a field") }
            paths.append(path)
        }
        guard !paths.isEmpty else { throw source.error("the list of \(what) is empty") }
        self.paths = paths
        self.unit = unit
    }

    /// `nil` for RFC 3339, which is told apart from a number by itself.
    private static func unit(_ node: MappingNode) throws(IngestionError) -> EpochUnit? {
        let name = try node.text("format")
        if name == "rfc3339" { return nil }
        guard let unit = EpochUnit(rawValue: name) else {
            let names = EpochUnit.allCases.map(\.rawValue).joined(separator: ", ")
            throw node.error("unknown format '\(name)'; known are rfc3339, \(names)")
        }
        return unit
    }

    /// The time in the first of the fields that is there; `nil` where none is.
    func read(_ record: JSONView, by clock: SourceClock) throws(IngestionError) -> Timestamp? {
        for path in paths {
            guard let view = path.view(in: record) else { continue }
            if let time = try TimeField(path.text, view, unit).read(by: clock) { return time }
        }
        return nil
    }

    var label: String { paths.first?.text ?? "" }
}
