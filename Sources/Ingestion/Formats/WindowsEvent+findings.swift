internal import Primitives
internal import SecurityModel

// Events that say more than who did what to which object: a find of Windows Defender, a task, a script, a cleared log, a
// changed group.

extension WindowsEvent {
    func addFindings(to list: inout EvidenceList) {
        addThreat(to: &list)
        addTask(to: &list)
        for url in WindowsEvent.urls(in: text("scriptBlockText")) { list.add(url: url, .contextual) }
        if let cleared {
            list.add(
                .account(
                    cleared.text("subjectUserName"), domain: cleared.text("subjectDomainName"), roles: [.source]))
        }
    }

    /// The name that Windows Defender gives what it found; empty for other events.
    var threatName: String { text("threat Name") }

    /// `file:_C:\a.exe; containerfile:_C:\b.zip`, where a file within another stands behind `->`.
    private func addThreat(to list: inout EvidenceList) {
        guard !threatName.saysNothing else { return }
        list.add(Evidence(.malware, texts: ["name": threatName, "category": text("category Name")]))
        for part in text("path").split(separator: ";") {
            let words = part.drop { $0 == " " }
            guard let mark = words.firstIndex(of: "_"), words[..<mark].hasSuffix("file:") else { continue }
            var path = String(words[words.index(after: mark)...])
            if let arrow = path.utf8.firstIndex(of: UInt8(ascii: "-")), path[arrow...].hasPrefix("->") {
                path = String(path[..<arrow])
            }
            list.add(.file(at: path, roles: [.suspicious]))
        }
        list.add(.process(image: .file(at: text("process Name")), roles: [.contextual]))
    }

    /// What a scheduled task runs, out of its description in XML.
    private func addTask(to list: inout EvidenceList) {
        let task = text("taskContent").or(text("taskContentNew"))
        let program = WindowsEvent.element("Command", in: task)
        guard !program.isEmpty else { return }
        let arguments = WindowsEvent.element("Arguments", in: task)
        let command = arguments.isEmpty ? program : "\(program) \(arguments)"
        list.add(.process(image: .file(at: program.filter { $0 != "\"" }), commandLine: command, roles: [.created]))
    }

    private static func element(_ name: String, in xml: String) -> String {
        let parts = xml.split(separator: "<")
        guard let part = parts.first(where: { $0.hasPrefix("\(name)>") }) else { return "" }
        return String(part.dropFirst(name.utf8.count + 1))
    }

    /// URLs that are looked for in one script.
    private static let longestList = 5

    /// The URLs that stand in a script, up to a sign that no URL holds.
    static func urls(in text: String) -> [String] {
        guard text.holds("http") else { return [] }
        let words = text.split { " \t\n\r'\"()<>;,`|".contains($0) }
        return words.filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }.prefix(longestList).map(String.init)
    }

    /// The program of a service's command: what stands in quotes, or the words up to the first that ends as a program does.
    static func program(of command: String) -> String {
        if command.hasPrefix("\"") { return String(command.dropFirst().prefix { $0 != "\"" }) }
        var words: [Substring] = []
        for word in command.split(separator: " ", omittingEmptySubsequences: false) {
            words.append(word)
            let end = word.lowercased()
            if [".exe", ".sys", ".dll", ".bat", ".cmd"].contains(where: end.hasSuffix) { return words.joined(separator: " ") }
        }
        return command
    }

    /// Events of the Security log whose target is a group.
    static let groupEvents: Set<String> = [
        "4727", "4728", "4729", "4730", "4731", "4732", "4733", "4734", "4735", "4737", "4754", "4755", "4756", "4757", "4758",
        "4764",
    ]
}
