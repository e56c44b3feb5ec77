import Testing

/// Words that have no place in a project that others read.
@Suite struct WordTests {
    /// Written in parts, so that this file passes.
    private static let unfinished = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "not " + "implemented"]
    private static let machines = ["/wo" + "rk/", "/tmp/br" + "ief", "/tmp/w" + "f-", "/ro" + "ot/", "/home/"]

    @Test(arguments: Repository.files.filter { !$0.path.hasPrefix("Content/example/") })
    func nothingIsLeftOpen(_ file: TextFile) {
        for word in WordTests.unfinished where file.text.contains(word) {
            Issue.record("\(file.path) says \(word)")
        }
    }

    /// A path of somebody's machine works nowhere else. Example data may hold any path.
    @Test(arguments: Repository.files.filter { !$0.path.hasPrefix("Content/example/") && !$0.path.hasPrefix("Tests/") })
    func noMachineIsNamed(_ file: TextFile) {
        for word in WordTests.machines where file.text.contains(word) {
            Issue.record("\(file.path) names the path \(word)")
        }
    }
}
