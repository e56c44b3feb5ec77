@testable import Access
import Testing

@Suite struct PasswordTests {
    private let weak = PasswordHash.Parameters(logRounds: 10, blockSize: 8, parallelism: 1)

    @Test func aHashKnowsItsPasswordAndNoOther() throws {
        let hash = try PasswordHash("correct horse battery", weak)
        #expect(try hash.verifies("correct horse battery"))
        #expect(try !hash.verifies("correct horse batterz"))
        #expect(try !hash.verifies(""))
        #expect(try PasswordHash("correct horse battery", weak).hash != hash.hash)
    }

    @Test func itComesBackFromItsText() throws {
        let hash = try PasswordHash("correct horse battery", weak)
        #expect(hash.text.hasPrefix("$scrypt$ln=10,r=8,p=1$"))
        let read = try #require(PasswordHash(text: hash.text))
        #expect(read == hash)
        #expect(try read.verifies("correct horse battery"))
    }

    @Test func whatIsStoredNowIsStrong() throws {
        let hash = try PasswordHash("correct horse battery")
        #expect(hash.parameters.logRounds >= 15 && hash.parameters.blockSize >= 8 && hash.parameters.parallelism >= 1)
        #expect(hash.salt.count == 16 && hash.hash.count == 32)
        #expect(try hash.verifies("correct horse battery"))
    }

    /// RFC 7914, section 12, the second vector.
    @Test func itIsScrypt() throws {
        let text =
            "$scrypt$ln=10,r=8,p=16$TmFDbA$"
            + "/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA"
        let stored = try #require(PasswordHash(text: text))
        #expect(stored.salt == Array("NaCl".utf8) && stored.hash.count == 64)
        #expect(try PasswordHash.derive("password", Array("NaCl".utf8), stored.parameters, length: 64) == stored.hash)
    }

    @Test(arguments: [
        "", "$", "plain", "$scrypt$ln=15,r=8,p=1$$", "$bcrypt$ln=15,r=8,p=1$AAAA$AAAA", "$scrypt$ln=40,r=8,p=1$AAAA$AAAA",
        "$scrypt$ln=15,r=8,p=9999$AAAA$AAAA", "$scrypt$ln=x$AAAA$AAAA", "$scrypt$ln=15,r=8,p=1$*$AAAA",
    ])
    func whatIsNoHashIsRefused(text: String) {
        #expect(PasswordHash(text: text) == nil)
    }

    @Test(arguments: [
        ("short", false), ("aaaaaaaaaaaaaaaa", false), ("anasilva-2026", false), ("correct horse battery", true),
        (String(repeating: "xyzab", count: 300), false),
    ])
    func passwordsAreLong(password: String, isGood: Bool) {
        #expect(((try? PasswordRule.check(password, of: "anasilva")) != nil) == isGood)
    }

    @Test func tooManyAreSentAway() async throws {
        let line = WaitingLine(places: 2)
        try line.enter()
        try line.enter()
        #expect(throws: AccessError.busy) { try line.enter() }
        line.leave()
        try line.enter()
    }
}
