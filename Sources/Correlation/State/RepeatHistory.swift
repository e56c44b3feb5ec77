/// How much of what somebody says other products say at once, too.
struct Repeats: Checkpointed {
    private var tellings = Fading()
    private var repeaters: [Repeater] = []

    /// Repeats from which on, and the share of what was said from which on, it is known that a product repeats it.
    private static let enough = 5
    private static let share = 0.8
    private static let limit = 8

    mutating func noteTelling(in epoch: Int32) { tellings.add(in: epoch) }

    mutating func noteRepeat(by product: Int32, in epoch: Int32) {
        if let index = repeaters.firstIndex(where: { $0.product == product }) {
            repeaters[index].count.add(in: epoch)
        } else if repeaters.count < Repeats.limit {
            var repeater = Repeater(product: product)
            repeater.count.add(in: epoch)
            repeaters.append(repeater)
        }
    }

    func areKnown(by product: Int32, in epoch: Int32) -> Bool {
        guard let repeater = repeaters.first(where: { $0.product == product }) else { return false }
        let count = repeater.count.count(in: epoch)
        return count >= Repeats.enough && Double(count) >= Repeats.share * Double(tellings.count(in: epoch))
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try tellings.code(with: &coder)
        try coder.code(&repeaters)
    }
}

/// A product that says again what another said.
private struct Repeater: Checkpointed {
    var product: Int32 = 0
    var count = Fading()

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&product)
        try count.code(with: &coder)
    }
}
