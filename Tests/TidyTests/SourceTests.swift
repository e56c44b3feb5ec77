import Testing

/// What the compiler and swift-format do not check in the sources.
@Suite struct SourceTests {
    static let longestFile = 250
    /// Tables of data, where a second file would help nobody.
    static let tables = ["Sources/SecurityModel/Attack/TechniqueTable.swift"]

    @Test func filesAreShort() {
        let long = Repository.sources.filter { !SourceTests.tables.contains($0.path) }
            .map { (path: $0.path, lines: $0.lines.count - 1) }.filter { $0.lines > SourceTests.longestFile }
        #expect(long.isEmpty, "over \(SourceTests.longestFile) lines: \(long.map { "\($0.path) (\($0.lines))" })")
    }

    /// A task that nobody waits for outlives shutdown, loses its errors and ignores cancellation.
    @Test func tasksAreStructured() {
        let starts = ["Task {", "Task{", "Task(", "Task.detached", "Task.immediate"]
        let places = Repository.sources.filter { $0.text.contains("Task") }.flatMap { file in
            file.places { line, _ in starts.contains { SourceTests.begins($0, in: SourceTests.code(of: line)) } }
        }
        #expect(places.isEmpty, "use a task group or a service: \(places)")
    }

    /// What is taken out of the compiler's hands needs its reason on the line or in a comment right above.
    @Test(arguments: ["@unchecked Sendable", "nonisolated(unsafe)", "unsafeBitCast", "fatalError(", "@preconcurrency"])
    func exceptionsSayWhy(word: String) {
        let places = Repository.sources.filter { $0.text.contains(word) }.flatMap { file in
            file.places { line, before in
                SourceTests.code(of: line).contains(word) && !line.contains("//")
                    && !before.drop { $0 == " " }.hasPrefix("//")
            }
        }
        #expect(places.isEmpty, "\(word) without a reason beside it: \(places)")
    }

    /// These are slow or blocking in ways that do not show where they are called.
    @Test(arguments: ["ISO8601DateFormatter", "Thread.sleep", "usleep(", "DispatchSemaphore", "NSRegularExpression"])
    func isNotUsed(word: String) {
        let places = Repository.sources.filter { $0.text.contains(word) }.flatMap { file in
            file.places { line, _ in SourceTests.code(of: line).contains(word) }
        }
        #expect(places.isEmpty, "\(places)")
    }

    /// The line without its comment.
    private static func code(of line: Substring) -> Substring {
        var previous: Character = " "
        for index in line.indices {
            if previous == "/", line[index] == "/" { return line[..<line.index(before: index)] }
            previous = line[index]
        }
        return line
    }

    /// Whether the words stand in the line and are not the end of a longer name (`addTask {`).
    private static func begins(_ words: String, in line: Substring) -> Bool {
        line.ranges(of: words).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && before != "_" && before != "."
        }
    }
}
