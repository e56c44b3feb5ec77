internal import Foundation
internal import Primitives

/// What `example.json` says: which files there are, where the times stand in their records, and which come late.
struct ExampleManifest {
    struct Source {
        var name: String
        var file: String
        var format: String
        var times: [TimeField]
    }

    /// A time inside a record.
    struct TimeField {
        enum Form: String {
            case rfc3339, epochSeconds, epochMilliseconds
        }

        /// Names from the root of the record; `[*]` behind one stands for every element.
        var path: String
        var form: Form
    }

    struct LateRecord {
        var file: String
        var line: Int
        var arrivesAfter: Timestamp
    }

    var title: String
    /// The moment in the records that becomes the present.
    var reference: Timestamp
    var sources: [Source]
    var late: [LateRecord]

    init(_ file: URL) throws {
        let json = try JSONValue(parsing: Array(try Data(contentsOf: file)))
        guard let title = json["title"]?.string, let reference = json["reference"]?.string.flatMap({ Timestamp($0) }),
            let sources = json["sources"]?.array, let late = json["late"]?.array
        else { throw ExampleError.badManifest(file.path) }
        self.title = title
        self.reference = reference
        self.sources = sources.compactMap(Source.init)
        self.late = late.compactMap(LateRecord.init)
    }
}

extension ExampleManifest.Source {
    fileprivate init?(_ json: JSONValue) {
        guard let name = json["source"]?.string, let file = json["file"]?.string, let format = json["format"]?.string,
            let times = json["times"]?.array
        else { return nil }
        self.init(name: name, file: file, format: format, times: times.compactMap(ExampleManifest.TimeField.init))
    }
}

extension ExampleManifest.TimeField {
    fileprivate init?(_ json: JSONValue) {
        guard let path = json["path"]?.string, let form = json["form"]?.string.flatMap(Form.init) else { return nil }
        self.init(path: path, form: form)
    }
}

extension ExampleManifest.LateRecord {
    fileprivate init?(_ json: JSONValue) {
        guard let file = json["file"]?.string, let line = json["line"]?.integer,
            let after = json["arrivesAfter"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(file: file, line: Int(line), arrivesAfter: after)
    }
}

/// Why the example cannot be read.
enum ExampleError: Error, CustomStringConvertible {
    case badManifest(String)

    var description: String {
        switch self {
        case .badManifest(let file): "'\(file)' is not as the example's description should be"
        }
    }
}
