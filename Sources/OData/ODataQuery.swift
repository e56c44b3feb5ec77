/// A system query option (OData 4, part 1, section 11.2).
public enum SystemOption: String, CaseIterable, Sendable {
    case filter, top, skip, skiptoken, count, orderby, expand, select, search, format, apply, compute, deltatoken

    public var name: String { "$\(rawValue)" }

    /// The option that a parameter's name means, in any case.
    init?(parameter name: String) {
        guard name.hasPrefix("$") else { return nil }
        self.init(rawValue: name.dropFirst().lowercased())
    }
}

/// The query options of one request, read and checked in themselves; whether the properties exist is the binder's to say.
public struct ODataQuery: Sendable {
    /// Terms of `$orderby`, and entries of `$select` and `$expand`, at most.
    public static let maximumEntries = 50

    public var filter: Filter?
    public var top: Int?
    public var skip = 0
    public var skipToken: String?
    public var count = false
    public var orderBy: [OrderTerm] = []
    public var expand: [ExpandItem] = []
    /// The properties asked for; empty for all of them.
    public var select: [FilterPath] = []
    /// Parameters that are no system options (`api-version`, say), by their names in lower case.
    public var others: [String: String] = [:]
    /// Everything as it came, for the address of the next page.
    public let text: QueryText

    /// - Parameters:
    ///   - query: what follows the `?` of the address.
    ///   - options: those that the resource takes; any other that begins with `$` is refused by name.
    public init(_ query: String, allowing options: Set<SystemOption>) throws(ODataError) {
        text = try QueryText(query)
        var seen: Set<SystemOption> = []
        for parameter in text.parameters {
            guard parameter.name.hasPrefix("$") else {
                others[parameter.name.lowercased()] = parameter.value
                continue
            }
            guard let option = SystemOption(parameter: parameter.name) else {
                throw ODataError(parameter.name, "there is no such query option; \(ODataQuery.list(options))")
            }
            guard seen.insert(option).inserted else { throw ODataError(option.name, "is given twice") }
            guard option == .format || options.contains(option) else {
                throw ODataError(option.name, "is not supported here; \(ODataQuery.list(options))")
            }
            try read(option, parameter.value)
        }
    }

    private mutating func read(_ option: SystemOption, _ value: String) throws(ODataError) {
        switch option {
        case .filter: filter = try Filter(value)
        case .top: top = try ODataQuery.number(value, of: option)
        case .skip: skip = try ODataQuery.number(value, of: option)
        case .skiptoken: skipToken = value
        case .count: count = try ODataQuery.flag(value, of: option)
        case .orderby: orderBy = try OrderTerm.terms(value)
        case .expand: expand = try ExpandItem.items(value)
        case .select: select = try ODataQuery.paths(value, of: option)
        case .format: try ODataQuery.checkFormat(value)
        case .search, .apply, .compute, .deltatoken: throw ODataError(option.name, "is not supported")
        }
    }

    /// The query of the next page: all options as they came, but for where the page begins.
    public func next(skipToken: String, top: Int?) -> String {
        let place: Set<SystemOption> = top == nil ? [.skip, .skiptoken] : [.skip, .skiptoken, .top]
        var parameters = text.parameters.filter { parameter in
            SystemOption(parameter: parameter.name).map { !place.contains($0) } ?? true
        }
        if let top { parameters.append(.init(name: "$top", value: String(top))) }
        parameters.append(.init(name: "$skiptoken", value: skipToken))
        return QueryText(parameters).encoded
    }

    private static func list(_ options: Set<SystemOption>) -> String {
        let names = SystemOption.allCases.filter(options.contains).map(\.name)
        return names.isEmpty ? "this takes none" : "this takes \(names.joined(separator: ", "))"
    }

    private static func number(_ text: String, of option: SystemOption) throws(ODataError) -> Int {
        guard let number = Int(text.trimmed), (0...Int(Int32.max)).contains(number) else {
            throw ODataError(option.name, "must be a whole number from 0 to \(Int32.max), not '\(text)'")
        }
        return number
    }

    private static func flag(_ text: String, of option: SystemOption) throws(ODataError) -> Bool {
        switch text.trimmed.lowercased() {
        case "true": return true
        case "false": return false
        default: throw ODataError(option.name, "must be true or false, not '\(text)'")
        }
    }

    static func paths(_ text: String, of option: SystemOption) throws(ODataError) -> [FilterPath] {
        var paths: [FilterPath] = []
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let entry = String(entry).trimmed
            guard let path = FilterPath(entry) else { throw ODataError(option.name, "'\(entry)' is no name of a property") }
            paths.append(path)
        }
        guard paths.count <= maximumEntries else { throw ODataError(option.name, "has more than \(maximumEntries) entries") }
        return paths
    }

    private static func checkFormat(_ text: String) throws(ODataError) {
        let format = text.trimmed.lowercased()
        guard format == "json" || format.hasPrefix("application/json") else {
            throw ODataError("$format", "is json here, not '\(text)'")
        }
    }
}

extension String {
    /// Without blanks and tabs around it.
    var trimmed: String {
        var slice = self[...]
        while let first = slice.first, first == " " || first == "\t" { slice = slice.dropFirst() }
        while let last = slice.last, last == " " || last == "\t" { slice = slice.dropLast() }
        return String(slice)
    }
}
