import Ingestion
import Primitives

enum Shapes {
    static func shape(of golden: GoldenCase) -> RecordShape? {
        if let document = try? JSONDocument(parsing: golden.input) { return .object(document.root) }
        return .text(golden.input)
    }
}
