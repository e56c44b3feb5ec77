internal import KQL
internal import SecurityModel

/// What Sentinel's older table of indicators has a column for, and ours keep as it was said of them.
enum IndicatorDetails {
    static let columns = named.map { name, type, meaning in
        RowColumn<ThreatIndicator>.detail(name, type, meaning, of: \.details)
    }

    private static let named: [(name: String, type: ScalarType, meaning: String)] = [
        ("Action", .string, "What to do where it is seen."),
        ("ActivityGroupNames", .string, "The groups of attackers that use it."),
        ("AdditionalInformation", .string, "What else is known."),
        ("DiamondModel", .string, "Its place in the diamond model."),
        ("EmailEncoding", .string, "The encoding of the mail's text."),
        ("EmailLanguage", .string, "The language of the mail."),
        ("EmailRecipient", .string, "Who gets the mail."),
        ("EmailSenderName", .string, "The name of who sends the mail."),
        ("EmailSourceDomain", .string, "The domain that the mail comes from."),
        ("EmailSourceIpAddress", .string, "The address that the mail comes from."),
        ("EmailSubject", .string, "The subject of the mail."),
        ("EmailXMailer", .string, "The program that the mail says it was written with."),
        ("ExternalIndicatorId", .string, "Its id at its source."),
        ("FileCompileDateTime", .datetime, "When the file was compiled."),
        ("FileCreatedDateTime", .datetime, "When the file was made."),
        ("FileMutexName", .string, "The mutex that the file makes."),
        ("FileName", .string, "The file's name."),
        ("FilePacker", .string, "What the file was packed with."),
        ("FilePath", .string, "The file's path."),
        ("FileSize", .int, "The file's size in bytes."),
        ("FileType", .string, "The kind of the file."),
        ("IndicatorProvider", .string, "Who provides it."),
        ("KillChainActions", .bool, "Whether it is of the attack's goal."),
        ("KillChainC2", .bool, "Whether it is of command and control."),
        ("KillChainDelivery", .bool, "Whether it is of the delivery."),
        ("KillChainExploitation", .bool, "Whether it is of the exploitation."),
        ("KillChainReconnaissance", .bool, "Whether it is of the reconnaissance."),
        ("KillChainWeaponization", .bool, "Whether it is of the making of the weapon."),
        ("KnownFalsePositives", .string, "Where it is seen without an attack."),
        ("MalwareNames", .string, "The malware that it goes with."),
        ("NetworkCidrBlock", .string, "The network."),
        ("NetworkDestinationAsn", .int, "The number of the network that is gone to."),
        ("NetworkDestinationCidrBlock", .string, "The network that is gone to."),
        ("NetworkDestinationIP", .string, "The address that is gone to."),
        ("NetworkDestinationPort", .int, "The port that is gone to."),
        ("NetworkPort", .int, "The port."),
        ("NetworkProtocol", .int, "The number of the protocol."),
        ("NetworkSourceAsn", .int, "The number of the network that it comes from."),
        ("NetworkSourceCidrBlock", .string, "The network that it comes from."),
        ("NetworkSourceIP", .string, "The address that it comes from."),
        ("NetworkSourcePort", .int, "The port that it comes from."),
        ("PassiveOnly", .bool, "Whether it is not to be shown to people."),
        ("ThreatSeverity", .int, "How grave it is, 0 to 5."),
        ("TrafficLightProtocolLevel", .string, "To whom it may be shown."),
        ("UserAgent", .string, "The name that the program gives of itself."),
    ]
}
