internal import CCmark
internal import Foundation

/// A person's Markdown (GitHub's kind: tables, bare links) as markup that is safe to show. Markup in it is shown as the text
/// that it is, links lead only to the web and to mail, and pictures become links: a page loads nothing from elsewhere.
enum CommentMarkup {
    private static let extensions = ["table", "strikethrough", "autolink"]
    private static let schemes = ["https:", "http:", "mailto:", "/incidents/"]

    private static let options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS

    static func html(_ text: String) -> String {
        let rendered = rendered(text) { cmark_render_html($0, options, cmark_parser_get_syntax_extensions($1)) }
        // Text is escaped by now, so these signs stand only where the renderer made a link.
        return rendered?.replacing("<a href=", with: "<a rel=\"noopener noreferrer\" target=\"_blank\" href=")
            ?? Markup.escaped(text)
    }

    /// The words alone, as plain text: whoever shows them escapes them.
    static func plain(_ text: String) -> String {
        rendered(text) { document, _ in cmark_render_plaintext(document, options, 0) } ?? text
    }

    private static func rendered(
        _ text: String, by render: (_ document: OpaquePointer, _ parser: OpaquePointer) -> UnsafeMutablePointer<CChar>?
    ) -> String? {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(options) else { return nil }
        defer { cmark_parser_free(parser) }
        for name in extensions {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        cmark_parser_feed(parser, text, text.utf8.count)
        guard let document = cmark_parser_finish(parser) else { return nil }
        defer { cmark_node_free(document) }
        makeSafe(document)
        guard let rendered = render(document, parser) else { return nil }
        defer { free(rendered) }
        return String(cString: rendered)
    }

    private static func makeSafe(_ document: OpaquePointer) {
        guard let walk = cmark_iter_new(document) else { return }
        var doubtful: [OpaquePointer] = []
        while true {
            let event = cmark_iter_next(walk)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
            let kind = cmark_node_get_type(node)
            if [CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE, CMARK_NODE_IMAGE, CMARK_NODE_LINK].contains(kind) {
                doubtful.append(node)
            }
        }
        cmark_iter_free(walk)
        for node in doubtful { makeSafe(node, cmark_node_get_type(node)) }
    }

    private static func makeSafe(_ node: OpaquePointer, _ kind: cmark_node_type) {
        switch kind {
        case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE:
            let isBlock = kind == CMARK_NODE_HTML_BLOCK
            guard let text = cmark_node_new(CMARK_NODE_TEXT) else { return }
            cmark_node_set_literal(text, cmark_node_get_literal(node))
            guard isBlock, let paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH) else {
                return put(text, inPlaceOf: node)
            }
            cmark_node_append_child(paragraph, text)
            put(paragraph, inPlaceOf: node)
        case CMARK_NODE_LINK where !leadsSomewhereKnown(node):
            unwrap(node)
        case CMARK_NODE_IMAGE where !leadsSomewhereKnown(node):
            unwrap(node)
        case CMARK_NODE_IMAGE:
            guard let link = cmark_node_new(CMARK_NODE_LINK) else { return }
            cmark_node_set_url(link, cmark_node_get_url(node))
            while let child = cmark_node_first_child(node) {
                cmark_node_unlink(child)
                cmark_node_append_child(link, child)
            }
            put(link, inPlaceOf: node)
        default: break
        }
    }

    /// Leaves what it holds in its place.
    private static func unwrap(_ node: OpaquePointer) {
        while let child = cmark_node_first_child(node) {
            cmark_node_unlink(child)
            guard cmark_node_insert_before(node, child) != 0 else { return cmark_node_free(child) }
        }
        cmark_node_unlink(node)
        cmark_node_free(node)
    }

    private static func leadsSomewhereKnown(_ node: OpaquePointer) -> Bool {
        guard let url = cmark_node_get_url(node) else { return false }
        let text = String(cString: url).lowercased()
        return schemes.contains { text.hasPrefix($0) }
    }

    private static func put(_ new: OpaquePointer, inPlaceOf old: OpaquePointer) {
        if cmark_node_replace(old, new) == 0 { cmark_node_free(new) } else { cmark_node_free(old) }
    }
}
