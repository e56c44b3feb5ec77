/// Takes arrays and bags apart: a row for each element or member. Several are unfolded side by side, shorter ones filled with nulls.
struct Unfolding {
    let plan: ExpandPlan
    private let sources: [Evaluator]

    /// Rows of a piece that goes on: a few rows may have many elements.
    private static let pieceRows = 65_536

    init(_ plan: ExpandPlan) throws {
        self.plan = plan
        sources = try plan.items.map { try Evaluator($0.source) }
    }

    /// A batch that is being unfolded.
    struct Progress {
        var batch: Batch
        fileprivate var vectors: [Vector]
        fileprivate(set) var next = 0
        var isDone: Bool { next >= batch.count }
    }

    /// Elements of some rows of a batch.
    struct Piece {
        /// The rows that were unfolded.
        var range: Range<Int>
        /// The row of each element.
        var rows: [Int32]
        /// The place of each element in its row.
        var indexes: [Int64]
        /// The elements, a column for each item.
        var elements: [Column]
    }

    func begin(_ batch: Batch) throws -> Progress {
        Progress(batch: batch.compacted(), vectors: try sources.map { try $0.vector(batch) })
    }

    /// The elements of the next rows.
    func piece(_ progress: inout Progress) -> Piece {
        let start = progress.next
        var (rows, indexes): ([Int32], [Int64]) = ([], [])
        var builders = plan.items.map { ColumnBuilder($0.type) }
        while !progress.isDone, rows.count < Unfolding.pieceRows {
            let row = progress.next
            progress.next += 1
            guard let lists = elements(progress.vectors, row) else { continue }
            for index in lists[0].indices {
                rows.append(Int32(row))
                indexes.append(Int64(index))
                for item in builders.indices { builders[item].append(lists[item][index]) }
            }
        }
        return Piece(range: start..<progress.next, rows: rows, indexes: indexes, elements: builders.map { $0.finish() })
    }

    /// The columns of the batch repeated, with the elements in their places; those that are not read are left empty.
    func columns(_ batch: Batch, _ piece: Piece, reading places: Set<Int>? = nil) -> [Column] {
        var columns = batch.columns.enumerated().map { place, column in
            places.map { $0.contains(place) } ?? true ? column.gather(piece.rows) : ColumnBuilder(column.type).finish()
        }
        for (item, column) in zip(plan.items, piece.elements) {
            if item.target < columns.count { columns[item.target] = column } else { columns.append(column) }
        }
        if plan.index != nil { columns.append(Column(.long, .integers(piece.indexes))) }
        return columns
    }

    /// The elements of a row, an array for each item; `nil` where the row goes.
    private func elements(_ vectors: [Vector], _ row: Int) -> [[Value]]? {
        let lists = vectors.map { vector -> [Value] in
            switch vector[row] {
            case .array(let elements): elements
            case .bag(let bag):
                zip(bag.keys, bag.values).map { key, value in
                    plan.bagsAsArrays ? .array([.string(key), value]) : .bag(Bag([(key, value)]))
                }
            case .null: [.null]
            case let other: [other]
            }
        }
        let count = min(lists.map(\.count).max() ?? 0, plan.limit ?? .max)
        if count == 0 { return nil }
        return lists.map { list in
            if list.count == count { return list }
            return list.count > count ? Array(list.prefix(count)) : list + [Value](repeating: .null, count: count - list.count)
        }
    }
}
