/// The functions that products give the language over their own data, by name: a query that is only checked may call them.
public enum KnownFunctions {
    /// Microsoft Sentinel's and Defender XDR's.
    private static let names: Set<String> = [
        "_GetWatchlist", "_GetWatchlistAlias", "FileProfile", "DeviceFromIP", "SeenBy", "AssignedIPAddresses",
    ]

    /// The parsers of the Advanced Security Information Model, with parameters and without, of one source or of all, and their older names.
    private static let parsers = ["_Im_", "_ASim_", "vim", "ASim", "im"]

    /// Whether a product has a function of the name.
    public static func contains(_ name: String) -> Bool {
        names.contains(name) || parsers.contains { name.hasPrefix($0) && name.dropFirst($0.count).first?.isUppercase ?? false }
    }
}
