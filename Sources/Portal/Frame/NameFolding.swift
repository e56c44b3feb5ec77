internal import SecurityModel

/// Lists in which one account or host stands once, by whichever names it is there (`AssetNames`).
enum NameFolding {
    private struct Shared: Hashable {
        var kind: EntityKind
        var name: String
    }

    /// Each thing once, at the place of its first name, by the name that tells most.
    static func folded<Item>(_ items: [Item], _ key: (Item) -> EntityKey) -> [Item] {
        let listed = listed(Set(items.map(key)))
        var (shown, places) = ([Item](), [EntityKey: Int]())
        for item in items {
            var top = key(item)
            while let above = listed[top] { top = above }
            if let place = places[top] {
                if key(item).readability > key(shown[place]).readability { shown[place] = item }
            } else {
                places[top] = shown.count
                shown.append(item)
            }
        }
        return shown
    }

    private static func listed(_ keys: Set<EntityKey>) -> [EntityKey: EntityKey] {
        var alike: [Shared: [EntityKey]] = [:]
        for key in keys {
            if let name = key.sharedName { alike[Shared(kind: key.kind, name: name), default: []].append(key) }
        }
        return alike.values.reduce(into: [:]) { listed, keys in
            listed.merge(AssetNames.listed(keys)) { first, _ in first }
        }
    }
}
