import Primitives
import SecurityModel
import Testing

/// Whether a program is judged with the process that ran it.
@Suite struct EvidenceProgramTests {
    private func process(_ path: String?) -> Evidence {
        var file: JSONObject = ["fileName": "x.exe", "sha256": "aa"]
        if let path { file["filePath"] = .string(path) }
        var evidence = Evidence(
            .process, fields: ["imageFile": .object(file), "userAccount": ["accountName": "kim", "domainName": "corp"]])
        evidence.roles = [.attacker]
        return evidence
    }

    @Test(arguments: [
        (#"C:\Windows\System32"#, false), (#"c:\windows\SysWOW64\"#, false), (#"\??\C:\Windows\System32"#, false),
        (#"%SystemRoot%\System32"#, false), ("/usr/bin", false), ("/bin/", false), (#"C:\Windows\Temp"#, true),
        (#"C:\Users\kim\AppData"#, true), ("/tmp", true), ("/usr/local/bin", true), ("/binaries", true),
    ])
    func programsOfTheSystemAreNotJudged(_ path: String, isJudged: Bool) {
        let evidence = process(path)
        let file = evidence.entityKeys(scope: "").first { $0.kind == .file }
        #expect(file.map { evidence.roles(of: $0) } == (isJudged ? RoleSet([.attacker]) : []))
        #expect(file.map(evidence.judges) == isJudged)
    }

    @Test func nothingIsJudgedWithoutAFolder() {
        let evidence = process(nil)
        #expect(evidence.entityKeys(scope: "").allSatisfy { evidence.roles(of: $0).isEmpty && !evidence.judges($0) })
    }

    @Test func otherEvidenceIsJudgedItself() {
        var file = Evidence.file(name: "x.exe", path: #"C:\Windows\System32"#, sha256: "aa", sha1: "", md5: "")
        file.roles = [.attacker]
        #expect(file.entityKeys(scope: "").allSatisfy { file.roles(of: $0) == RoleSet([.attacker]) && file.judges($0) })
    }
}
