internal import CaseStore
internal import SecurityModel

/// What people say of an asset, with the choices that they have.
struct AssetForm {
    struct Level {
        var value: String
        var title: String
        var isChosen: Bool
    }

    /// The numbers of all its names, with commas between.
    var assetID: String
    var criticality: String
    var criticalityTitle: String
    /// The rules say it, not a person.
    var isByRules: Bool
    var tags: [String]
    var tagText: String
    var levels: [Level]
    var maySet: Bool

    /// - Parameter names: the same thing under each of its names; what is said of one holds for all.
    init?(_ names: [Asset], mayManage: Bool) {
        guard let asset = names.max(by: { $0.criticality.rawValue < $1.criticality.rawValue }) else { return nil }
        assetID = names.map { String($0.id) }.joined(separator: ",")
        criticality = asset.criticality.name
        criticalityTitle = asset.criticality.words
        isByRules = asset.level == nil
        tags = asset.tags
        // As the script of tags reads and writes them.
        tagText = asset.tags.map { tag in
            tag.contains { $0 == "," || $0 == "\"" } ? "\"" + tag.replacing("\"", with: "\"\"") + "\"" : tag
        }.joined(separator: ", ")
        levels =
            [Level(value: "", title: "As the rules say", isChosen: asset.level == nil)]
            + AssetForm.levels.map { level in
                Level(value: level.name, title: level.words, isChosen: asset.level == level)
            }
        maySet = mayManage
    }

    /// From the highest down.
    static let levels: [CriticalAsset.Level] = [.veryHigh, .high, .medium, .low, .none]
}

extension CriticalAsset.Level {
    var words: String { self == .none ? "Ordinary" : title }
}
