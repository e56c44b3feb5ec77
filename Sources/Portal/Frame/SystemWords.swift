internal import Primitives

/// Names of operating systems, which products write each in their own way.
extension String {
    /// One form of all spellings: `Windows11` as `Windows 11`, `WindowsServer2019` as `Windows Server 2019`. What is written
    /// in several words already, and names that have a capital within, as `macOS`, stay as they are.
    var systemWords: String {
        if let own = String.ownSystems[lowercased()] { return own }
        guard !contains(where: \.isWhitespace) else { return self }
        let signs = Array(self)
        var words = ""
        for (place, sign) in signs.enumerated() {
            let before = place > 1 ? signs[place - 1] : nil
            let after = place + 1 < signs.count ? signs[place + 1] : nil
            // A word begins with a capital between small letters or behind a figure, or with the first figure behind two letters.
            let isWord =
                sign.isUppercase && (before?.isNumber == true || before?.isLowercase == true && after?.isLowercase == true)
            let isFigure = sign.isNumber && before?.isLetter == true && signs[place - 2].isLetter
            if isWord || isFigure { words.append(" ") }
            words.append(sign)
        }
        return words.first?.isLowercase == true && words.dropFirst().contains { $0.isUppercase } ? words : words.withCapital
    }

    /// The spellings that are read as the same system, this one first.
    var systemSpellings: [String] {
        let words = systemWords
        let forms = [self, words, words.filter { !$0.isWhitespace }]
        return (forms + forms.map { $0.lowercased() }).distinct
    }

    private static let ownSystems = [
        "macos": "macOS", "ios": "iOS", "ipados": "iPadOS", "almalinux": "AlmaLinux", "opensuse": "openSUSE",
        "centos": "CentOS", "freebsd": "FreeBSD", "chromeos": "ChromeOS",
    ]
}
