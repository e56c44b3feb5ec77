internal import Access
internal import GraphAPI
internal import Primitives

/// What stands around the content of every page.
struct PageFrame {
    struct Link {
        var name: String
        var address: String
        var isCurrent: Bool
    }

    /// The person whose page it is.
    struct Person {
        var name: String
    }

    var title: String
    var version: String
    var csrf: String?
    var person: Person?
    var navigation: [Link] = []
    var styles: [String]
    var scripts: [String]
    /// Markup that a template made; everything in it is escaped already.
    var content = ""
}

/// The parts of the portal, in the order of the navigation.
enum Section: String, CaseIterable {
    case home, incidents, alerts, assets

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    var address: String { self == .home ? "/" : "/\(rawValue)" }
}
