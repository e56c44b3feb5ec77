internal import Primitives
internal import Server

/// The manual page in roff, rendered from the parser's description of its own commands, so that it never says else than
/// they do.
struct ManualPage {
    /// The parser's `command` object.
    let command: JSONValue

    var lines: [String] {
        let name = command.text(of: "commandName")
        var lines = [".TH \(name.uppercased()) 1 \"\" \"\(name) \(WatchfloorVersion.current)\""]
        lines += [".SH NAME", "\(name) \\- \(ManualPage.escape(command.text(of: "abstract")))"]
        lines += [".SH SYNOPSIS", ".B \(name)", "COMMAND [OPTIONS]", ".SH DESCRIPTION"]
        lines += ManualPage.prose(command.text(of: "discussion"))
        lines.append(".SH COMMANDS")
        for child in command.list(of: "subcommands") { lines += section(child, [name]) }
        lines += [
            ".SH ENVIRONMENT", ".TP", ".B WATCHFLOOR_SERVER", "The server's address.", ".TP", ".B WATCHFLOOR_DATA",
            "The data folder.", ".TP", ".B WATCHFLOOR_TOKEN",
            "The token; without it, that of the data folder is used.", ".TP", ".B NO_COLOR", "No colours where it is set.",
        ]
        return lines
    }

    private func section(_ command: JSONValue, _ path: [String]) -> [String] {
        guard command["shouldDisplay"]?.bool != false, command.text(of: "commandName") != "help" else { return [] }
        let path = path + [command.text(of: "commandName")]
        let arguments = command.list(of: "arguments").filter {
            $0["shouldDisplay"]?.bool != false && !["help", "version"].contains($0["preferredName"]?["name"]?.string)
        }
        let positional = arguments.filter { $0["kind"] == "positional" }.map(ManualPage.placeholder)
        var lines = [".SS \"" + ManualPage.escape((path + positional).joined(separator: " ")) + "\""]
        lines += [ManualPage.escape(command.text(of: "abstract"))]
        for argument in arguments { lines += ManualPage.entry(argument) }
        if !command.text(of: "discussion").isEmpty { lines += [".PP"] + ManualPage.prose(command.text(of: "discussion")) }
        return lines + command.list(of: "subcommands").flatMap { section($0, path) }
    }

    private static func entry(_ argument: JSONValue) -> [String] {
        var heading = placeholder(argument)
        if argument["kind"] != "positional" {
            heading = argument.list(of: "names").map { ($0["kind"] == "short" ? "-" : "--") + $0.text(of: "name") }
                .joined(separator: ", ")
            if argument["kind"] == "option" { heading += " " + argument.text(of: "valueName").uppercased() }
        }
        var text = argument.text(of: "abstract")
        let values = argument.texts(of: "allValueStrings") + argument.texts(of: "allValues")
        if !values.isEmpty { text += " One of: \(values.joined(separator: ", "))." }
        if !argument.text(of: "defaultValue").isEmpty { text += " Default: \(argument.text(of: "defaultValue"))." }
        return [".TP", ".B \"\(escape(heading))\"", escape(text)]
    }

    private static func placeholder(_ argument: JSONValue) -> String {
        let name = argument.text(of: "valueName").uppercased() + (argument.flag(of: "isRepeating") ? "..." : "")
        return argument.flag(of: "isOptional") ? "[\(name)]" : name
    }

    /// Paragraphs; indented lines are examples and keep their breaks.
    private static func prose(_ text: String) -> [String] {
        var isExample = false
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let indented = line.hasPrefix("  ")
            if indented != isExample { lines.append(indented ? ".nf" : ".fi") }
            isExample = indented
            lines.append(line.isEmpty ? ".PP" : escape(String(line)))
        }
        return isExample ? lines + [".fi"] : lines
    }

    /// Text whose signs mean nothing to roff.
    private static func escape(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
