/// A model that says its fields itself, for what a page has hundreds of. To look into any other model takes the runtime a
/// microsecond a field.
protocol TemplateRecord {
    /// The names of all fields, in their order.
    static var fieldNames: [String] { get }
    var fieldValues: [Any?] { get }
}

extension QueueRow: TemplateRecord {
    static let fieldNames = ["head", "content", "assets", "moreAssets", "products", "cells"]
    var fieldValues: [Any?] { [head, content, assets, moreAssets, products, cells] }
}

extension QueueRow.Cell: TemplateRecord {
    static let fieldNames = ["style", "isPriority", "isName", "isAssets", "badge", "tags", "time", "words"]
    var fieldValues: [Any?] { [style, isPriority, isName, isAssets, badge, tags, time, words] }
}

extension QueueRow.Badge: TemplateRecord {
    static let fieldNames = ["kind", "words"]
    var fieldValues: [Any?] { [kind, words] }
}

extension QueueRow.Time: TemplateRecord {
    static let fieldNames = ["words", "exact"]
    var fieldValues: [Any?] { [words, exact] }
}

extension IncidentHead: TemplateRecord {
    static let fieldNames = [
        "id", "name", "priority", "band", "severity", "severityTitle", "status", "statusTitle", "isOpen", "note",
        "classification",
        "owner", "tags", "alerts", "alertWords", "activeAlerts", "chainStrip", "chainWords", "first", "lastActivity", "last",
        "lastExact",
        "redirect", "continues",
    ]
    var fieldValues: [Any?] {
        [
            id, name, priority, band, severity, severityTitle, status, statusTitle, isOpen, note, classification, owner, tags,
            alerts, alertWords, activeAlerts, chainStrip, chainWords, first, lastActivity, last, lastExact, redirect, continues,
        ]
    }
}

extension EntityChip: TemplateRecord {
    static let fieldNames = ["kind", "kindTitle", "value", "title", "isEvidence", "isHostile", "entityAddress"]
    var fieldValues: [Any?] { [kind, kindTitle, value, title, isEvidence, isHostile, entityAddress] }
}

extension FilterMenu.Choice: TemplateRecord {
    static let fieldNames = ["name", "value", "title", "type", "isChosen"]
    var fieldValues: [Any?] { [name, value, title, type, isChosen] }
}
