import SecurityModel
import Testing

@Suite struct ThreatIndicatorTests {
    static let patterns: [(pattern: String, kind: ThreatIndicator.Kind?, value: String)] = [
        ("[ipv4-addr:value = '203.0.113.9']", .ipAddress, "203.0.113.9"),
        ("[url:value='https://x/y?a=b']", .url, "https://x/y?a=b"),
        ("[file:hashes.'SHA-256' = 'AB12']", .fileSha256, "AB12"), ("[file:hashes.MD5 = 'ab']", .fileMd5, "ab"),
        ("[domain-name:value = 'a.example' ]", .domainName, "a.example"), ("[email-addr:value = 'm@x']", .emailAddress, "m@x"),
        ("[ipv4-addr:value = '1.2.3.4' OR ipv4-addr:value = '1.2.3.5']", nil, ""), ("ipv4-addr:value = '1'", nil, ""),
        (#"[url:value = 'https://x/o\'b\\c']"#, .url, #"https://x/o'b\c"#), (#"[url:value = 'x\']"#, nil, ""),
        ("[x509-certificate:hashes.'SHA-1' = 'ab']", .certificateThumbprint, "ab"), ("[]", nil, ""), ("[x:y = 'z']", nil, ""),
        ("[url:value = ]", nil, ""), ("[url:value = 'open]", nil, ""), ("", nil, ""),
    ]

    @Test(arguments: patterns)
    func aPatternOfOneValueIsRead(_ row: (pattern: String, kind: ThreatIndicator.Kind?, value: String)) {
        let subject = ThreatIndicator(name: "i", displayName: "d", pattern: row.pattern, patternType: "t", source: "s").subject
        #expect(subject?.kind == row.kind && subject?.value ?? "" == row.value)
    }

    @Test(arguments: ThreatIndicator.Kind.allCases.filter { $0 != .other })
    func aPatternAsksForWhatItWasMadeOf(_ kind: ThreatIndicator.Kind) {
        for value in ["203.0.113.9", "2001:db8::9", #"it's a \ 'quoted' [value] = x"#] {
            let pattern = ThreatIndicator.pattern(for: kind, value)
            let read = ThreatIndicator(name: "i", displayName: "d", pattern: pattern, patternType: "t", source: "s").subject
            #expect(read?.kind == kind && read?.value == value, "\(pattern)")
        }
    }
}
