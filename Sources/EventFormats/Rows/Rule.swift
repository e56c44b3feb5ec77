/// How a field of a record gets into columns of a row: the first of the fields that says something counts.
struct Rule: Sendable {
    /// What is done with the value on its way.
    enum Conversion: UInt8, Sendable {
        /// As it is, by the type of the column.
        case value
        /// A full path: the whole, and the name behind its last separator.
        case path
        /// The name behind the last separator alone.
        case fileName
        /// `SHA1=...,MD5=...,SHA256=...`.
        case digests
        /// OCSF's list of fingerprints: an object for each with its algorithm.
        case fingerprints
        /// One digest, in lower case.
        case lowercase
        /// `DOMAIN\name`: domain, name.
        case account
        /// A registry key with the hive's long name.
        case registryKey
        /// A registry key and the value's name behind its last separator.
        case registryValue
        /// What Sysmon says that a registry value holds: data, type.
        case registryData
        /// An address in its canonical form, and its kind.
        case address
        /// A list of answers to a query: the addresses among them, with commas between.
        case addresses
        /// The first address of a list, in its canonical form.
        case firstAddress
        /// A list of texts: these, with commas between.
        case texts
        /// A security identifier; other identities are none.
        case sid
        /// A command line: its program, and that program's name.
        case program
        /// One of few words, in the table's word for it.
        case word
        /// No column: a member of `AdditionalFields` by the name that the product gives it.
        case additional
    }

    var fields: [String]
    var columns: [String]
    var conversion: Conversion
    /// For `word`: the words of the record, and those of the table. What is not among them is taken as it is.
    var words: [String: String] = [:]
    /// Whether the field belongs to more than the column, and is kept among the rest too.
    var isShared = false
    /// Whether the other fields say the same where their values are equal, and are kept no more either.
    var agrees = false

    static func value(_ field: String, _ column: String) -> Rule { Rule(fields: [field], columns: [column], conversion: .value) }

    static func value(_ fields: [String], _ column: String) -> Rule {
        Rule(fields: fields, columns: [column], conversion: .value)
    }

    static func path(_ fields: [String], _ column: String, name: String) -> Rule {
        Rule(fields: fields, columns: [column, name], conversion: .path)
    }

    static func path(_ field: String, _ column: String = "FolderPath", name: String = "FileName") -> Rule {
        path([field], column, name: name)
    }

    static func fileName(_ field: String, _ column: String) -> Rule {
        Rule(fields: [field], columns: [column], conversion: .fileName, isShared: true)
    }

    static func digests(_ field: String = "Hashes", prefix: String = "") -> Rule {
        Rule(fields: [field], columns: ["SHA1", "SHA256", "MD5"].map { prefix + $0 }, conversion: .digests)
    }

    static func fingerprints(_ field: String, prefix: String = "") -> Rule {
        Rule(fields: [field], columns: ["SHA1", "SHA256", "MD5"].map { prefix + $0 }, conversion: .fingerprints)
    }

    static func lowercase(_ field: String, _ column: String) -> Rule {
        Rule(fields: [field], columns: [column], conversion: .lowercase)
    }

    static func account(_ fields: [String], prefix: String = "") -> Rule {
        Rule(fields: fields, columns: ["AccountDomain", "AccountName"].map { prefix + $0 }, conversion: .account)
    }

    static func address(_ field: String, _ column: String, kind: String? = nil) -> Rule {
        Rule(fields: [field], columns: [column] + (kind.map { [$0] } ?? []), conversion: .address)
    }

    static func word(_ field: String, _ column: String, _ words: [String: String]) -> Rule {
        word([field], column, words)
    }

    static func word(_ fields: [String], _ column: String, _ words: [String: String]) -> Rule {
        Rule(fields: fields, columns: [column], conversion: .word, words: words)
    }

    static func of(_ conversion: Conversion, _ field: String, _ columns: String...) -> Rule {
        Rule(fields: [field], columns: columns, conversion: conversion)
    }

    static func additional(_ field: String, as name: String) -> Rule {
        Rule(fields: [field], columns: [name], conversion: .additional)
    }

    static func all(_ rules: [Rule]...) -> [Rule] { rules.flatMap { $0 } }
}

/// A row that an event becomes.
struct RowShape: Sendable {
    var table: String
    /// What stands in `ActionType`.
    var action: String?
    /// The row is made only where a field has this value, in any case of letters.
    var condition: (field: String, value: String)?
    var rules: [Rule]
    /// Whether fields that are called like a column go there.
    var takesNames = false
    /// Fields that are not kept among the rest, because another row of the same event has them.
    var leaves: [String] = []
    /// Whether the same goes for what a shipper put around the event.
    var leavesFrame = false
    /// Columns that always have the same text.
    var constants: [String: String] = [:]

    init(
        _ table: String, _ action: String?, when condition: (field: String, value: String)? = nil, takesNames: Bool = false,
        leaves: [String] = [], constants: [String: String] = [:], _ rules: [Rule]...
    ) {
        (self.table, self.action, self.condition, self.rules) = (table, action, condition, rules.flatMap { $0 })
        (self.takesNames, self.leaves, self.constants) = (takesNames, leaves, constants)
    }

    /// Every name of a field that the row asks for.
    var fieldNames: [String] { rules.flatMap(\.fields) + leaves + (condition.map { [$0.field] } ?? []) }
}
