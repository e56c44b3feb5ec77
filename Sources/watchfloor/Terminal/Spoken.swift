/// The words of the API as people say them.
enum Spoken {
    /// `truePositive` as `true positive`.
    static func words(_ name: String) -> String { parted(name).lowercased() }

    /// `InitialAccess` as `Initial Access`.
    static func title(_ name: String) -> String { parted(name) }

    /// A blank before each capital that follows a small letter.
    private static func parted(_ name: String) -> String {
        var text = ""
        for character in name {
            if character.isUppercase, text.last?.isLowercase == true { text.append(" ") }
            text.append(character)
        }
        return text
    }
}
