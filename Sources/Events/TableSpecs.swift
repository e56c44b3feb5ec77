public import Foundation

/// All tables of events there are, by number and by name.
public struct TableSpecs: Sendable {
    /// In the order of their names.
    public let tables: [TableSpec]
    private let numbers: [String: Int]

    /// How the names of spec files end.
    public static let fileExtension = "table"

    /// - Throws: `TableSpecsError` where two tables would have one name.
    public init(_ tables: [TableSpec]) throws(TableSpecsError) {
        self.tables = tables.sorted { $0.name < $1.name }
        var numbers: [String: Int] = [:]
        var folded: Set<String> = []
        for (number, table) in self.tables.enumerated() {
            for name in [table.name] + table.alsoNamed {
                guard folded.insert(name.lowercased()).inserted else { throw .repeatedTable(name) }
                numbers[name] = number
            }
        }
        self.numbers = numbers
    }

    /// Reads every spec in the folder `tables` of the product's content.
    /// - Throws: `TableSpecError` with file and line, `TableSpecsError`, and what reading files throws.
    public static func load(_ content: URL) throws -> TableSpecs {
        let folder = content.appendingPathComponent("tables", isDirectory: true)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == fileExtension }
        return try TableSpecs(
            files.map { file in
                try TableSpecParser.parse(
                    Array(Data(contentsOf: file)), name: file.deletingPathExtension().lastPathComponent, file: file.path)
            })
    }

    /// The number of a table, by any of its names; `nil` where there is none.
    public func number(of table: String) -> Int? { numbers[table] }

    /// A table by any of its names.
    public subscript(name: String) -> TableSpec? { numbers[name].map { tables[$0] } }

    public subscript(number: Int) -> TableSpec { tables[number] }
}

/// What is wrong between tables.
public enum TableSpecsError: Error, Hashable, Sendable, CustomStringConvertible {
    case repeatedTable(String)

    public var description: String {
        switch self {
        case .repeatedTable(let name): "two tables are called '\(name)' but for the case of letters; names have to differ in more"
        }
    }
}
