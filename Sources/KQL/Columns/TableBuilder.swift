/// Puts batches together to a table.
struct TableBuilder {
    private let schema: Schema
    private var pieces: [Batch] = []
    private(set) var count = 0

    init(_ schema: Schema) { self.schema = schema }

    /// Adds rows and answers roughly how many bytes they take.
    @discardableResult
    mutating func append(_ batch: Batch) -> Int {
        guard batch.count > 0 else { return 0 }
        let piece = batch.compacted()
        pieces.append(piece)
        count += batch.count
        return piece.columns.reduce(0) { $0 + $1.size }
    }

    consuming func finish() -> Table {
        if pieces.count == 1 { return Table(schema, pieces[0].columns, count: count) }
        let columns = schema.fields.indices.map { index in
            Column.joined(schema.fields[index].type, pieces.map { $0.columns[index] })
        }
        return Table(schema, columns, count: count)
    }
}

extension Column {
    /// Columns of one type behind each other.
    static func joined(_ type: ScalarType, _ pieces: [Column]) -> Column {
        let count = pieces.reduce(0) { $0 + $1.count }
        var validity: Bitmap?
        if pieces.contains(where: { $0.validity != nil }) {
            var bits = Bitmap(count: count)
            var start = 0
            for piece in pieces {
                if let own = piece.validity {
                    for row in 0..<piece.count where !own[row] { bits[start + row] = false }
                }
                start += piece.count
            }
            validity = bits
        }
        return Column(type, joinedStorage(type, pieces, count), validity: validity)
    }

    private static func joinedStorage(_ type: ScalarType, _ pieces: [Column], _ count: Int) -> Storage {
        switch type {
        case .bool: .bools(values(pieces, count) { if case .bools(let values) = $0 { values } else { [] } })
        case .int, .long, .datetime, .timespan:
            .integers(values(pieces, count) { if case .integers(let values) = $0 { values } else { [] } })
        case .real: .reals(values(pieces, count) { if case .reals(let values) = $0 { values } else { [] } })
        case .decimal: .decimals(values(pieces, count) { if case .decimals(let values) = $0 { values } else { [] } })
        case .guid: .guids(values(pieces, count) { if case .guids(let values) = $0 { values } else { [] } })
        case .dynamic: .dynamics(values(pieces, count) { if case .dynamics(let values) = $0 { values } else { [] } })
        case .string:
            .strings(
                StringBuffer(joining: pieces.compactMap { if case .strings(let values) = $0.storage { values } else { nil } }))
        }
    }

    private static func values<T>(_ pieces: [Column], _ count: Int, _ part: (Storage) -> [T]) -> [T] {
        var joined: [T] = []
        joined.reserveCapacity(count)
        for piece in pieces { joined += part(piece.storage) }
        return joined
    }
}
