internal import OData
internal import Primitives

/// `$select` of the older interfaces: the properties that are shown.
struct DefenderSelection: Sendable {
    /// In lower case; `nil` for all.
    private let wanted: Set<String>?

    /// - Parameter names: the properties that there are.
    /// - Throws: `ODataError` for any other.
    init(_ paths: [FilterPath], of names: [String]) throws(ODataError) {
        guard !paths.isEmpty, !paths.contains(where: { $0.text == "*" }) else {
            wanted = nil
            return
        }
        let known = Set(names.map { $0.lowercased() })
        if let unknown = paths.first(where: { !known.contains($0.text.lowercased()) }) {
            throw ODataError(
                "$select", "there is no property '\(unknown.text)' here; there are \(names.joined(separator: ", "))")
        }
        wanted = Set(paths.map { $0.text.lowercased() })
    }

    func callAsFunction(_ row: JSONObject) -> JSONObject {
        guard let wanted else { return row }
        return JSONObject(row.members.filter { wanted.contains($0.name.lowercased()) })
    }
}
