internal import OData
internal import Primitives

/// How an entity is written: its properties in order, each straight into the bytes of the answer.
struct EntityShape<Entity>: Sendable {
    struct Property: Sendable {
        let name: String
        let schema: Schema
        /// Whether it is there under `/beta` alone.
        let isBeta: Bool
        let write: @Sendable (Entity, GraphScope, inout JSONWriter) -> Void

        init(
            _ name: String, _ schema: Schema = .text, isBeta: Bool = false,
            _ write: @escaping @Sendable (Entity, GraphScope, inout JSONWriter) -> Void
        ) {
            self.name = name
            self.schema = schema
            self.isBeta = isBeta
            self.write = write
        }

        /// A text, `null` where it is empty.
        static func text(_ name: String, _ value: @escaping @Sendable (Entity) -> String) -> Property {
            Property(name, .text.orNull) { entity, _, writer in writer.write(orNull: value(entity)) }
        }

        static func time(_ name: String, _ value: @escaping @Sendable (Entity) -> Timestamp?) -> Property {
            Property(name, .time.orNull) { entity, _, writer in
                if let time = value(entity) { writer.write(time) } else { writer.writeNull() }
            }
        }

        static func texts(_ name: String, _ value: @escaping @Sendable (Entity) -> [String]) -> Property {
            Property(name, .list(.text)) { entity, _, writer in
                writer.beginArray()
                for text in value(entity) { writer.write(text) }
                writer.endArray()
            }
        }
    }

    /// `#microsoft.graph.security.incident`
    let type: String
    private(set) var properties: [Property]

    init(_ type: String, _ properties: [Property]) {
        self.type = type
        self.properties = properties
    }

    var names: [String] { properties.map(\.name) }

    /// Some properties with what they are, for what is told of a body that sets them.
    func fields(_ names: [String]) -> [(String, Schema)] {
        names.map { name in (name, properties.first { $0.name == name }?.schema ?? .any) }
    }

    /// The properties that `$select` names; all of them where it names none.
    func selecting(_ paths: [FilterPath]) throws(ODataError) -> EntityShape {
        guard !paths.isEmpty, !paths.contains(where: { $0.text == "*" }) else { return self }
        let wanted = Set(paths.map { $0.text.lowercased() })
        var shape = self
        shape.properties = properties.filter { wanted.contains($0.name.lowercased()) }
        let known = Set(properties.map { $0.name.lowercased() })
        if let unknown = paths.first(where: { !known.contains($0.text.lowercased()) }) {
            let names = properties.map(\.name).joined(separator: ", ")
            throw ODataError("$select", "there is no property '\(unknown.text)' here; there are \(names)")
        }
        return shape
    }

    /// What stands in `@odata.context` for the selection.
    func selection(_ paths: [FilterPath]) -> String {
        paths.isEmpty || paths.contains { $0.text == "*" } ? "" : "(\(properties.map(\.name).joined(separator: ",")))"
    }

    func write(_ entity: Entity, _ scope: GraphScope, to writer: inout JSONWriter, context: String? = nil) {
        write(entity, scope, to: &writer, context: context) { _ in }
    }

    /// - Parameter more: writes further members behind the properties.
    func write(
        _ entity: Entity, _ scope: GraphScope, to writer: inout JSONWriter, context: String? = nil,
        more: (inout JSONWriter) throws -> Void
    ) rethrows {
        writer.beginObject()
        if let context {
            writer.key("@odata.context")
            writer.write(context)
        }
        writer.key("@odata.type")
        writer.write(type)
        for property in properties where !property.isBeta || scope.isBeta {
            writer.key(property.name)
            property.write(entity, scope, &writer)
        }
        try more(&writer)
        writer.endObject()
    }
}

extension JSONWriter {
    mutating func write(orNull text: String) {
        if text.isEmpty { writeNull() } else { write(text) }
    }
}
