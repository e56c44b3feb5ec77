internal import Primitives

// Products leave fields out, write null or an empty text where they have nothing, and a number where their
// documentation says text. Through these members all of that reads alike: as the text there is, or as nothing.

extension JSONView {
    /// The text at a path of member names; empty where there is none. A list gives its first filled element, since some
    /// products wrap every value in one.
    func text(_ path: StaticString...) -> String {
        var view = self
        for name in path {
            guard let member = view[name] else { return "" }
            view = member
        }
        return view.leadingText
    }

    /// The texts at a path: all of a list's scalars, or the one scalar.
    func texts(_ path: StaticString...) -> [String] {
        var view = self
        for name in path {
            guard let member = view[name] else { return [] }
            view = member
        }
        return view.isArray
            ? view.elements.map(\.leadingText).filter { !$0.isEmpty } : [view.leadingText].filter { !$0.isEmpty }
    }

    /// The object at a path; `nil` where there is none or it is empty of members.
    func object(_ path: StaticString...) -> JSONView? {
        var view = self
        for name in path {
            guard let member = view[name] else { return nil }
            view = member
        }
        return view.isObject ? view : nil
    }

    /// The elements of a list at a name; a lone object counts as a list of one.
    func list(_ name: StaticString) -> [JSONView] {
        guard let view = self[name] else { return [] }
        return view.isObject ? [view] : view.elements
    }

    /// The text of a scalar, of the first filled element of a list, else empty.
    var leadingText: String {
        guard isArray else { return text ?? "" }
        for element in elements {
            let text = element.leadingText
            if !text.isEmpty { return text }
        }
        return ""
    }
}

extension String {
    /// The text itself, or the other where it is empty.
    func or(_ other: @autoclosure () -> String) -> String {
        isEmpty ? other() : self
    }

    /// Whether these bytes stand in it. By bytes, since the standard search for a text is many times slower.
    func holds(_ part: StaticString) -> Bool {
        part.withUTF8Buffer { part in
            var text = self
            return text.withUTF8 { text in
                guard let first = part.first, text.count >= part.count else { return part.isEmpty }
                return (0...(text.count - part.count)).contains { start in
                    text[start] == first && text[start...].starts(with: part)
                }
            }
        }
    }

    /// Whether products write it where they have nothing to say.
    var saysNothing: Bool {
        utf8.count <= 7 && String.nothings.contains(lowercased())
    }

    private static let nothings: Set<String> = [
        "", "-", "?", "(null)", "null", "<na>", "n/a", "none", "(none)", "unknown", "any",
    ]
}
