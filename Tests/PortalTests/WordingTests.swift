import Testing

@testable import Portal

/// Words of vendors as people read them.
@Suite struct WordingTests {
    @Test(
        arguments: [
            ("microsoftDefenderForEndpoint", "Microsoft Defender for Endpoint"), ("smartScreen", "SmartScreen"),
            ("microsoftDefenderForDNS", "Microsoft Defender for DNS"), ("json", "JSON"), ("antivirus", "Antivirus"),
            ("web-accesslog", "Web accesslog"), ("windows_eventchannel", "Windows eventchannel"), ("aws_waf", "AWS WAF"),
            ("networkIntrusionDetection", "Network Intrusion Detection"), ("Custom Sensor 3", "Custom Sensor 3"),
        ])
    func sourcesAreNamed(name: String, words: String) { #expect(name.productWords == words) }

    @Test(
        arguments: [
            ("Windows11", "Windows 11"), ("Windows 11", "Windows 11"), ("windows11", "Windows 11"),
            ("WindowsServer2019", "Windows Server 2019"), ("WindowsServer2012R2", "Windows Server 2012 R2"),
            ("macOS", "macOS"), ("macos", "macOS"), ("iOS", "iOS"), ("Linux", "Linux"), ("linux", "Linux"),
            ("Ubuntu22.04", "Ubuntu 22.04"), ("RHEL8", "RHEL 8"), ("CentOS", "CentOS"), ("openSUSE", "openSUSE"),
            ("Windows 10 x64", "Windows 10 x64"), ("AlmaLinux", "AlmaLinux"), ("", ""),
        ])
    func systemsAreNamedOneWay(name: String, words: String) { #expect(name.systemWords == words) }

    @Test func aSystemIsFoundInEverySpelling() {
        #expect("Windows11".systemSpellings.contains("Windows 11") && "Windows 11".systemSpellings.contains("Windows11"))
        #expect("Windows 11".systemSpellings.contains("windows11") && !"Windows 11".systemSpellings.contains("Windows 10"))
    }
}
