/// A value that is found by a key of its own.
protocol Keyed: Checkpointed {
    associatedtype Key: Hashable, Sendable
    var key: Key { get }
}

/// Values in the order of their arrival, found by key: iteration and checkpoints do not depend on hashing.
struct Table<Value: Keyed>: Checkpointed {
    private(set) var values: [Value] = []
    private var places: [Value.Key: Int32] = [:]

    var count: Int { values.count }

    subscript(index: Int) -> Value {
        get { values[index] }
        _modify { yield &values[index] }
    }

    func index(of key: Value.Key) -> Int? { places[key].map { Int($0) } }

    func value(of key: Value.Key) -> Value? { places[key].map { values[Int($0)] } }

    /// The place of the key, with a new value put there first if there is none.
    mutating func index(of key: Value.Key, orAdd new: () -> Value) -> Int {
        if let place = places[key] { return Int(place) }
        places[key] = Int32(values.count)
        values.append(new())
        return values.count - 1
    }

    mutating func removeAll(where isOver: (Value) -> Bool) {
        values.removeAll(where: isOver)
        index()
    }

    private mutating func index() {
        places = Dictionary(minimumCapacity: values.count)
        for place in values.indices { places[values[place].key] = Int32(place) }
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&values)
        index()
    }
}

extension PairHistory: Keyed {}
extension AnchorHistory: Keyed { var key: Int32 { id } }
extension DetectorHistory: Keyed { var key: Int32 { id } }
extension EntityHistory: Keyed { var key: Int32 { id } }
