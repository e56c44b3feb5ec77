internal import Foundation
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// The query of an address. Every name that occurs has to be known to the route.
struct QueryOptions {
    /// Rows of one page, at most.
    static let largestPage = 1000

    private var values: [String: String] = [:]

    init(_ request: Request, allowing names: [String]) throws(APIError) {
        for (name, value) in request.uri.queryParameters {
            let name = String(name).removingPercentEncoding ?? String(name)
            guard names.contains(name) else {
                throw .badRequest("the query option '\(name)' is not known here; this takes \(names.joined(separator: ", "))")
            }
            values[name] = String(value)
        }
    }

    func text(_ name: String) -> String? { values[name] }

    /// Values with commas between.
    func list(_ name: String) -> [String]? {
        values[name].map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    func number(_ name: String, default value: Int, in range: ClosedRange<Int>) throws(APIError) -> Int {
        guard let text = values[name] else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw .badRequest("'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
        }
        return number
    }

    func time(_ name: String) throws(APIError) -> Timestamp? {
        guard let text = values[name] else { return nil }
        guard let time = Timestamp(text) else {
            throw .badRequest("'\(name)' is '\(text)', not a time such as 2026-05-01T00:00:00Z")
        }
        return time
    }

    func flag(_ name: String) throws(APIError) -> Bool {
        switch values[name]?.lowercased() {
        case nil, "false": return false
        case "true", "": return true
        case let text?: throw .badRequest("'\(name)' must be true or false, not '\(text)'")
        }
    }

    /// Members of an enumeration with commas between.
    func members<Member: WireEnum>(_ name: String, of type: Member.Type) throws(APIError) -> [Member]? {
        guard let names = list(name) else { return nil }
        var members: [Member] = []
        for text in names { members.append(try Member.member(text, of: name)) }
        return members
    }
}

extension WireEnum {
    static func member(_ text: String, of field: String, inCapitals: Bool = false) throws(APIError) -> Self {
        guard let member = Self(name: text) else {
            let known = allCases.map { inCapitals ? $0.name.withCapital : $0.name }.joined(separator: ", ")
            throw .badRequest("'\(text)' is no \(field); it is one of \(known)")
        }
        return member
    }
}
