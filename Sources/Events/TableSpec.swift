/// A table of events: what a row is, and its columns in order.
public struct TableSpec: Hashable, Sendable {
    /// Whose names the table and its columns have.
    public enum Product: String, Hashable, Sendable, CaseIterable {
        case defender = "Defender"
        case sentinel = "Sentinel"
    }

    /// As queries write it.
    public var name: String
    /// One sentence on what a row is.
    public var summary: String
    public var product: Product
    /// Other names of the same table.
    public var alsoNamed: [String]
    public var columns: [ColumnSpec]
    /// Other names of columns, in the order of the file.
    public var aliases: [ColumnAlias]
    /// The place of the column that says when the event was.
    public var timeColumn: Int
    private let places: [String: Int]

    /// Columns of a table, at most.
    public static let maximumColumns = 1000
    /// Bytes of the name of a table or column, at most.
    public static let maximumNameLength = 128

    /// - Parameters:
    ///   - time: the column that says when the event was; without one it is `Timestamp` or `TimeGenerated`.
    ///   - aliases: other names with the columns that they stand for. They may differ from a column in letters' case alone.
    /// - Throws: `Fault` for columns that cannot stand in one table.
    public init(
        name: String, summary: String, product: Product? = nil, alsoNamed: [String] = [], time: String? = nil,
        columns: [ColumnSpec], aliases: [(name: String, column: String)] = []
    ) throws(Fault) {
        var places: [String: Int] = [:]
        // Stores may not tell letters' case apart, so names of one table have to differ in more than that.
        var folded: Set<String> = [Events.ingestedColumn]
        for (place, column) in columns.enumerated() {
            guard folded.insert(column.name.lowercased()).inserted else { throw .repeatedColumn(column.name) }
            places[column.name] = place
        }
        guard columns.count <= TableSpec.maximumColumns else { throw .tooManyColumns }
        self.aliases = []
        for (name, column) in aliases {
            guard let place = places[column], place < columns.count else { throw .noColumn(column) }
            guard places.updateValue(place, forKey: name) == nil else { throw .repeatedColumn(name) }
            self.aliases.append(ColumnAlias(name: name, place: place))
        }
        let found = time.map { places[$0] } ?? places["Timestamp"] ?? places["TimeGenerated"]
        guard let found, columns[found].type == .datetime else { throw .noTime(time ?? "Timestamp or TimeGenerated") }
        self.name = name
        self.summary = summary
        self.product = product ?? (columns[found].name == "Timestamp" ? .defender : .sentinel)
        self.alsoNamed = alsoNamed
        self.columns = columns
        self.places = places
        timeColumn = found
    }

    /// The columns as queries see them: those of the store, and behind them the same by their other names.
    public var queryColumns: [ColumnSpec] {
        columns + aliases.map { ColumnSpec($0.name, columns[$0.place].type, "The same as \(columns[$0.place].name).") }
    }

    /// The place of a column by any of its names; `nil` where there is none of this name.
    public func place(of column: String) -> Int? { places[column] }

    /// What is wrong with a table.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case repeatedColumn(String)
        case noTime(String)
        case noColumn(String)
        case tooManyColumns
        case badName(String)
        case unknownType(String)
        case unknownDirective(String)
        case unknownProduct(String)
        case noSummary
        case notUTF8

        public var description: String {
            switch self {
            case .repeatedColumn(let name): "the column '\(name)' is there already, or is every table's own"
            case .noTime(let name): "there is no column \(name) of type datetime; name the event's time with '@time COLUMN'"
            case .noColumn(let name): "there is no column '\(name)' to give another name"
            case .tooManyColumns: "there are more than \(TableSpec.maximumColumns) columns"
            case .badName(let name):
                "'\(name)' is no name: take 1 to \(TableSpec.maximumNameLength) letters, digits or '_', no digit first"
            case .unknownType(let type):
                "there is no type '\(type)'; there are \(ColumnType.allCases.map(\.rawValue).joined(separator: ", "))"
            case .unknownDirective(let text):
                "'\(text)' is none of '@time COLUMN', '@product NAME', '@also TABLE' and '@alias NAME COLUMN'"
            case .unknownProduct(let name):
                "'\(name)' is none of \(Product.allCases.map(\.rawValue).joined(separator: ", "))"
            case .noSummary: "the first line has to be '# ' and a sentence on what a row is"
            case .notUTF8: "the line is not UTF-8"
            }
        }
    }
}
