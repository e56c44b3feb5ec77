internal import Access
internal import GraphAPI
internal import Primitives

/// What stands around the content of every page.
struct PageFrame {
    struct Link {
        var name: String
        var address: String
        var isCurrent: Bool
        /// The name of its icon; shown where there is no room for more.
        var icon: String?
    }

    /// The person whose page it is.
    struct Person {
        var name: String
    }

    var title: String
    var version: String
    var csrf: String?
    /// The place in the log of changes that the page shows everything up to; `nil` for pages that do not change by themselves.
    var cursor: String?
    var person: Person?
    var navigation: [Link] = []
    /// Permissions that the person lacks, with blanks between: what needs one of them is not shown.
    var lacks: String?
    var manner = PageManner()
    var styles: [String]
    var scripts: [String]
    /// Markup that a template made; everything in it is escaped already.
    var content = ""
}

/// The parts of the portal, in the order of the navigation.
enum Section: String, CaseIterable {
    case home, incidents, alerts, assets, hunting, rules, reports, settings, learn

    var title: String { rawValue.withCapital }
    var address: String { self == .home ? "/" : "/\(rawValue)" }

    /// Whether somebody is shown it.
    func isFor(_ caller: Caller) -> Bool {
        switch self {
        case .settings: !SettingsSection.sections(for: caller).isEmpty
        case .hunting: caller.may(.runHunting)
        case .rules: caller.may(.readDetections)
        default: true
        }
    }
}
