internal import Foundation

/// Browser, system and device behind a user agent, by the signs that the common ones carry.
enum UserAgent {
    /// The parts asked for: `browser`, `os`, `device`.
    static func parse(_ text: String, parts: [String]) -> Bag {
        var bag = Bag()
        if parts.contains("browser") { bag["Browser"] = .bag(browser(text)) }
        if parts.contains("os") { bag["OperatingSystem"] = .bag(system(text)) }
        if parts.contains("device") { bag["Device"] = .bag(device(text)) }
        return bag
    }

    /// Signs in the order they have to be looked for: many agents carry those of others behind their own.
    private static let browsers: [(sign: String, family: String)] = [
        ("AdobeAIR/", "AdobeAIR"), ("Edg/", "Edge"), ("EdgA/", "Edge Mobile"), ("Edge/", "Edge"), ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"), ("CriOS/", "Chrome Mobile iOS"), ("FxiOS/", "Firefox iOS"),
        ("HeadlessChrome/", "HeadlessChrome"),
        ("Chrome/", "Chrome"), ("Version/", "Safari"), ("Series60/", "Nokia OSS Browser"), ("MSIE ", "IE"), ("Trident/", "IE"),
        ("curl/", "curl"), ("Wget/", "Wget"),
        ("python-requests/", "Python Requests"), ("PowerShell/", "PowerShell"), ("Googlebot/", "Googlebot"),
    ]

    private static func browser(_ text: String) -> Bag {
        guard let (sign, family) = browsers.first(where: { text.contains($0.sign) }), let range = text.range(of: sign) else {
            return Bag([
                ("Family", .string("Other")), ("MajorVersion", .string("")), ("MinorVersion", .string("")),
                ("Patch", .string("")),
            ])
        }
        let version = text[range.upperBound...].prefix { $0.isNumber || $0 == "." }.split(separator: ".").map(String.init)
        return Bag([("Family", .string(family))] + versions(version, ["MajorVersion", "MinorVersion", "Patch"]))
    }

    private static func system(_ text: String) -> Bag {
        func version(after sign: String) -> [String] {
            guard let range = text.range(of: sign) else { return [] }
            return text[range.upperBound...].prefix { $0.isNumber || $0 == "." || $0 == "_" }.split { $0 == "." || $0 == "_" }
                .map(String.init)
        }
        let found: (family: String, version: [String]) =
            if text.contains("Windows NT ") {
                (
                    "Windows",
                    windows[version(after: "Windows NT ").joined(separator: ".")].map { [$0] } ?? version(after: "Windows NT ")
                )
            } else if text.contains("iPhone OS ") { ("iOS", version(after: "iPhone OS ")) } else if text.contains("CPU OS ") {
                ("iOS", version(after: "CPU OS "))
            } else if text.contains("Android ") { ("Android", version(after: "Android ")) } else if text.contains("Mac OS X ") {
                ("Mac OS X", version(after: "Mac OS X "))
            } else if text.contains("SymbianOS/") {
                ("Symbian OS", version(after: "SymbianOS/"))
            } else if text.contains("CrOS ") { ("Chrome OS", []) } else if text.contains("Linux") { ("Linux", []) } else {
                ("Other", [])
            }
        return Bag(
            [("Family", .string(found.family))]
                + versions(found.version, ["MajorVersion", "MinorVersion", "Patch", "PatchMinor"]))
    }

    private static let windows = ["10.0": "10", "6.3": "8.1", "6.2": "8", "6.1": "7", "6.0": "Vista", "5.1": "XP", "5.2": "XP"]

    private static func device(_ text: String) -> Bag {
        if let nokia = nokia(text) { return nokia }
        let known: (family: String, brand: String) =
            ["iPhone", "iPad", "Macintosh"].first(where: text.contains).map { ($0 == "Macintosh" ? "Mac" : $0, "Apple") }
            ?? ("Other", "")
        return Bag([
            ("Family", .string(known.family)), ("Brand", .string(known.brand)),
            ("Model", .string(known.brand.isEmpty ? "" : known.family)),
        ])
    }

    /// `NokiaN81-3`: the family is the model without what stands behind its hyphen.
    private static func nokia(_ text: String) -> Bag? {
        guard let sign = text.range(of: "Nokia") else { return nil }
        let model = text[sign.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        guard model.contains(where: \.isNumber) else { return nil }
        return Bag([
            ("Family", .string("Nokia " + model.prefix { $0 != "-" })), ("Brand", .string("Nokia")),
            ("Model", .string(String(model))),
        ])
    }

    private static func versions(_ parts: [String], _ names: [String]) -> [(String, Value)] {
        names.enumerated().map { index, name in (name, .string(index < parts.count ? parts[index] : "")) }
    }
}
