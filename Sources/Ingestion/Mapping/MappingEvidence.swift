internal import Primitives
internal import SecurityModel

/// How one piece of evidence comes out of a record, or one for each element of a list in it.
final class MappingEvidence: Sendable {
    private struct Field {
        /// The name, or the names one inside the other.
        var names: [String]
        var value: MappingValue

        /// The name where there is just one, as there mostly is.
        var onlyName: String? { names.count == 1 ? names[0] : nil }
    }

    private let prototype: Evidence
    private let fields: [Field]
    private let conditions: [MappingCondition]
    private let each: MappingPath?
    /// Whether every field is a text by the schema of the kind, so that nothing has to be brought into its type.
    private let isText: Bool
    private let isAddress: Bool

    init(_ node: MappingNode) throws(IngestionError) {
        let object = try node.object("evidence", keys: ["kind", "roles", "verdict", "when", "each", "fields"])
        guard let kindNode = object["kind"] else { throw node.error("evidence needs a kind") }
        let kindName = try kindNode.text("kind")
        guard let kind = EvidenceKind(rawValue: kindName) else {
            throw kindNode.error("unknown kind of evidence '\(kindName)'")
        }
        guard let fieldsNode = object["fields"] else { throw node.error("evidence needs fields") }

        var prototype = Evidence(kind, fields: JSONObject())
        for item in try object["roles"]?.items("roles") ?? [] {
            let name = try item.text("a role")
            guard let role = EvidenceRole(name: name) else { throw item.error("unknown role '\(name)'") }
            prototype.roles.append(role)
        }
        if let verdictNode = object["verdict"] {
            let name = try verdictNode.text("verdict")
            guard let verdict = EvidenceVerdict(name: name) else {
                throw verdictNode.error("unknown verdict '\(name)'")
            }
            prototype.verdict = verdict
        }
        var fields: [Field] = []
        for (key, value) in try fieldsNode.entries("fields") {
            let names = key.split(separator: ".").map(String.init)
            guard !names.isEmpty else { throw value.error("a field needs a name") }
            fields.append(Field(names: names, value: try MappingValue(value, "the field '\(key)'")))
        }
        guard !fields.isEmpty else { throw fieldsNode.error("evidence needs fields") }
        if let eachNode = object["each"] {
            let text = try eachNode.text("each")
            guard let path = MappingPath(text) else { throw eachNode.error("'\(text)' is no path to a list") }
            each = path
        } else {
            each = nil
        }
        conditions = try MappingCondition.list(object["when"])
        isText = fields.allSatisfy { MappingEvidence.isText($0.names, of: kind) }
        isAddress = kind == .ip
        self.fields = fields
        self.prototype = prototype
    }

    /// Asks the schema by example: what turns a number into a text is a text.
    private static func isText(_ names: [String], of kind: EvidenceKind) -> Bool {
        let example = names.reversed().reduce(JSONValue.integer(1)) {
            .object(JSONObject([.init(name: $1, value: $0)]))
        }
        guard case .object(let object) = example else { return false }
        let conformed = names.reduce(JSONValue.object(Evidence(kind, fields: object).fields)) { $0[$1] ?? .null }
        return conformed == .string("1")
    }

    func add(from record: JSONView, to list: inout EvidenceList) {
        guard conditions.allSatisfy({ $0.holds(for: record) }) else { return }
        guard let each else {
            add(element: record, to: &list)
            return
        }
        for element in each.view(in: record)?.elements ?? [] { add(element: element, to: &list) }
    }

    /// Where a field holds several texts in one, each is a piece of its own.
    private func add(element: JSONView, to list: inout EvidenceList) {
        guard let several = fields.firstIndex(where: { $0.value.splits }) else {
            add(element: element, to: &list) { $0.value.text(in: element) }
            return
        }
        for text in fields[several].value.texts(in: element) {
            add(element: element, to: &list) { $0.names == fields[several].names ? text : $0.value.text(in: element) }
        }
    }

    /// Adds nothing where no field says anything, and for an address that is none.
    private func add(element: JSONView, to list: inout EvidenceList, text: (Field) -> String) {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(fields.count)
        var nested = JSONObject()
        for field in fields {
            var text = text(field)
            guard !text.isEmpty else { continue }
            guard let name = field.onlyName else {
                MappingEvidence.set(field.names[...], to: .string(text), in: &nested)
                continue
            }
            if isAddress, name == "ipAddress" {
                guard let address = IPAddress.canonical(text) else { return }
                text = address
            }
            members.append(JSONObject.Member(name: name, value: .string(text)))
        }
        if !nested.isEmpty { members += nested.members }
        guard !members.isEmpty else { return }
        var evidence = prototype
        evidence.fields = JSONObject(members)
        if !isText { evidence.fields = Evidence(prototype.kind, fields: evidence.fields).fields }
        evidence.tidy()
        list.add(evidence)
    }

    private static func set(_ names: ArraySlice<String>, to value: JSONValue, in object: inout JSONObject) {
        guard let name = names.first else { return }
        guard names.count > 1 else {
            object[name] = value
            return
        }
        var inner = object[name]?.object ?? JSONObject()
        set(names.dropFirst(), to: value, in: &inner)
        object[name] = .object(inner)
    }
}
