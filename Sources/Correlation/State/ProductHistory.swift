/// Since when a product reports, and who repeats what it says.
struct ProductHistory: Keyed {
    var id: Int32 = 0
    var first: Int64 = 0
    var repeats = Repeats()

    var key: Int32 { id }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&id)
        try coder.code(&first)
        try repeats.code(with: &coder)
    }
}
