/// The formats of events that are built in.
public enum EventFormats {
    /// By name.
    public static let all: [any EventFormat.Type] = []

    /// The format of this name, in any case; `nil` where there is none.
    public static func named(_ name: String) -> (any EventFormat.Type)? {
        all.first { $0.name == name.lowercased() }
    }
}
