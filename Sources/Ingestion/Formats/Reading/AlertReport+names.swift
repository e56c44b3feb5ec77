internal import Primitives
internal import SecurityModel

extension AlertReport {
    /// What alerts are counted and filtered by is cut to what the address of a page can carry; what was cut stands whole in
    /// `additionalData`.
    mutating func shortenNames() {
        shorten(\.productName, "productName")
        shorten(\.threatDisplayName, "threatDisplayName")
        shorten(\.serviceSource.name, "serviceSource")
        shorten(\.detectionSource.name, "detectionSource")
        for index in evidence.indices where evidence[index].kind == .device {
            guard let platform = evidence[index].fields["osPlatform"]?.string, AlertReport.isLong(platform) else { continue }
            evidence[index].fields["osPlatform"] = .string(platform.cut(toBytes: AlertContext.longestValue))
            keepWhole("osPlatform", platform)
        }
    }

    private mutating func shorten(_ path: WritableKeyPath<AlertReport, String>, _ name: String) {
        let text = self[keyPath: path]
        guard AlertReport.isLong(text) else { return }
        self[keyPath: path] = text.cut(toBytes: AlertContext.longestValue)
        keepWhole(name, text)
    }

    private static func isLong(_ text: String) -> Bool { text.utf8.count > AlertContext.longestValue }

    private mutating func keepWhole(_ name: String, _ text: String) {
        if additionalData[name] == nil { keep(name, text) }
    }
}
