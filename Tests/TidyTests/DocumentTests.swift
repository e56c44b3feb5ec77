import Foundation
import Testing

/// Links, paths and names in the documents lead somewhere.
@Suite struct DocumentTests {
    @Test(arguments: Repository.documents)
    func linksResolve(_ document: TextFile) {
        for link in DocumentTests.links(in: document.text) where !link.contains("://") && !link.hasPrefix("mailto:") {
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let path = parts[0].isEmpty ? document.path : DocumentTests.resolve(parts[0], from: document.path)
            guard Repository.exists(path) else {
                Issue.record("\(document.path) links to \(link), which does not exist")
                continue
            }
            guard parts.count > 1 else { continue }
            let anchors = DocumentTests.anchors(in: Repository.file(path).text)
            #expect(anchors.contains(String(parts[1])), "\(document.path) links to \(link), which has no such heading")
        }
    }

    /// Words that begin like a path of this repository are one.
    @Test(arguments: Repository.documents)
    func namedPathsExist(_ document: TextFile) {
        let folders = ["script/", ".ci/", "docs/", "Sources/", "Tests/", "Content/", "Fuzz/", "Benchmarks/"]
        let words = document.text.split { $0.isWhitespace || "`()[],;:\"'|*<>#".contains($0) }
        for word in words where folders.contains(where: word.hasPrefix) {
            let path = String(word.reversed().drop { $0 == "." }.reversed())
            #expect(Repository.exists(path), "\(document.path) names \(path), which does not exist")
        }
    }

    /// A target or a dependency is explained where the design is.
    @Test func architectureNamesTargetsAndPackages() {
        let text = Repository.file("ARCHITECTURE.md").text
        for target in Repository.names(in: "Sources") {
            #expect(text.contains("`\(target)`"), "ARCHITECTURE.md does not name the target \(target)")
        }
        for line in Repository.file("Package.swift").lines where line.contains(".package(url:") {
            let name = line.split(separator: "\"")[1].split(separator: "/").last ?? ""
            #expect(text.contains(name), "ARCHITECTURE.md does not say what \(name) is for")
        }
    }

    // MARK: Reading Markdown

    /// The targets of `[text](target)`, outside code blocks.
    private static func links(in text: String) -> [Substring] {
        prose(of: text).flatMap { line in
            line.components(separatedBy: "](").dropFirst().map { rest in Substring(rest.prefix { $0 != ")" && $0 != " " }) }
        }
    }

    /// The anchors that headings get: lower case, blanks as hyphens, other signs dropped.
    private static func anchors(in text: String) -> Set<String> {
        Set(
            prose(of: text).filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" }.drop { $0 == " " }.lowercased().compactMap { sign in
                    sign == " " ? "-" : sign.isLetter || sign.isNumber || sign == "-" || sign == "_" ? String(sign) : nil
                }.joined()
            })
    }

    private static func prose(of text: String) -> [Substring] {
        var isCode = false
        return text.split(separator: "\n").filter { line in
            if line.hasPrefix("```") { isCode.toggle() }
            return !isCode
        }
    }

    private static func resolve(_ link: Substring, from document: String) -> String {
        let folder = Repository.root.appending(path: document).deletingLastPathComponent()
        let path = folder.appending(path: String(link)).standardizedFileURL.path
        return String(path.dropFirst(Repository.root.path.count + 1))
    }
}
