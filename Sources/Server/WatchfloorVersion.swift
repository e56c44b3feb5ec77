/// The version of the product.
public enum WatchfloorVersion {
    public static let current = "0.1.0"
}
