/// A template, in the part of the Mustache language that pages use: values, escaped (`{{a}}`) or as they are (`{{{a}}}`),
/// sections (`{{#a}}...{{/a}}`) and what stands there without (`{{^a}}...{{/a}}`), and templates within templates (`{{>a}}`).
/// A tag that has its line for itself leaves no line behind.
///
/// Names are numbers here, so that looking one up is counting and not comparing.
struct Template: Sendable {
    enum Part: Sendable {
        case text([UInt8])
        /// A value, escaped.
        case value(Name)
        /// Markup that was made elsewhere.
        case markup(Name)
        /// Once for each element, or once where there is something.
        case section(Name, [Part])
        /// Where there is nothing.
        case otherwise(Name, [Part])
        /// Another template, by its place in the library.
        case template(Int)
    }

    /// What a tag names: a value on the way outwards, and further values inside it; without a path what the section stands on.
    struct Name: Sendable {
        var path: [Int]
        var word: Word?
    }

    /// Words around a name, as in `{{^empty(rows)}}`.
    enum Word: String, Sendable {
        case empty, first, count
    }

    var parts: [Part]
}

/// What is wrong with a template.
enum TemplateError: Error, CustomStringConvertible {
    case open(tag: String, template: String)
    case notClosed(section: String, template: String)
    case closesNothing(section: String, template: String)
    case unknown(word: String, template: String)
    case missing(template: String, in: String)

    var description: String {
        switch self {
        case .open(let tag, let template): "template '\(template)': the tag '{{\(tag)' does not end"
        case .notClosed(let section, let template): "template '\(template)': the section '\(section)' is not closed"
        case .closesNothing(let section, let template):
            "template '\(template)': '{{/\(section)}}' does not close the section that is open there"
        case .unknown(let word, let template): "template '\(template)': '\(word)(...)' means nothing; write empty, first or count"
        case .missing(let name, let template): "template '\(template)' asks for the template '\(name)', which is missing"
        }
    }
}
