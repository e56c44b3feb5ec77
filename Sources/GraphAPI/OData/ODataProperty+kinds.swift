internal import CaseStore
internal import OData
internal import Primitives
internal import SecurityModel

// The kinds of properties there are.

extension ODataProperty {
    static func text(_ name: String, _ column: StoreColumn) -> ODataProperty {
        .column(name, column, matchesText: true) { (literal, path) throws(ODataError) in
            switch literal.value {
            case .string(let text): return .text(text)
            case .null: return .null
            // What was written without quotes.
            case .integer(let number): return .text(String(number))
            case .time(let time): return .text(time.rfc3339)
            default: throw refusal(path, "is compared with a text in quotes, not with \(literal.text)", at: literal)
            }
        }
    }

    /// - Parameter isOrdered: whether the column is never empty, so that rows can be put in its order.
    static func time(_ name: String, _ column: StoreColumn, isOrdered: Bool = true) -> ODataProperty {
        .column(name, column, isOrdered: isOrdered) { (literal, path) throws(ODataError) in
            switch literal.value {
            case .time(let time): return .time(time)
            case .null: return .null
            case .string(let text):
                guard let time = Timestamp(text) else { throw refusal(path, "is a time, which '\(text)' is not", at: literal) }
                return .time(time)
            default: throw refusal(path, "is compared with a time (2026-11-01T08:00:00Z), not \(literal.text)", at: literal)
            }
        }
    }

    /// A property that has no value here: it equals `null` and nothing else.
    static func unset(_ name: String) -> ODataProperty {
        ODataProperty(name) { (condition, path) throws(ODataError) in
            switch condition {
            case .compare(.eq, let literal), .compare(.has, let literal): literal.value == .null ? .always : .never
            case .compare(.ne, let literal): literal.value == .null ? .never : .always
            case .among(let literals): literals.contains { $0.value == .null } ? .always : .never
            case .compare, .text: .never
            case .lambda: throw refusal(path, "is no collection")
            }
        }
    }

    static func number(_ name: String, _ column: StoreColumn, isOrdered: Bool = true) -> ODataProperty {
        .column(name, column, isOrdered: isOrdered) { (literal, path) throws(ODataError) in
            switch literal.value {
            case .integer(let number): return .integer(number)
            case .number(let number): return .real(number)
            case .null: return .null
            case .string(let text):
                guard let number = Int64(text) else { throw refusal(path, "is a number, which '\(text)' is not", at: literal) }
                return .integer(number)
            default: throw refusal(path, "is compared with a number, not with \(literal.text)", at: literal)
            }
        }
    }

    static func flag(_ name: String, _ column: StoreColumn) -> ODataProperty {
        .column(name, column, isOrdered: false, comparisons: equality) { (literal, path) throws(ODataError) in
            switch literal.value {
            case .bool(let flag): return .flag(flag)
            case .null: return .null
            default: throw refusal(path, "is compared with true or false, not with \(literal.text)", at: literal)
            }
        }
    }

    /// A member of an enumeration by its name or one of its aliases, in any case.
    static func member<Member: WireEnum & RawRepresentable>(
        _ name: String, _ column: StoreColumn, of type: Member.Type, isOrdered: Bool = false
    ) -> ODataProperty where Member.RawValue == UInt8 {
        .column(name, column, isOrdered: isOrdered, comparisons: isOrdered ? all.union([.has]) : equality) {
            (literal, path) throws(ODataError) in
            switch literal.value {
            case .null: return .null
            case .string(let text):
                guard let member = Member(name: text) else {
                    let names = Member.allCases.map(\.name).joined(separator: ", ")
                    throw refusal(path, "has no member '\(text)'; it is one of \(names)", at: literal)
                }
                return .integer(Int64(member.rawValue))
            default: throw refusal(path, "is compared with the name of a member in quotes, not with \(literal.text)", at: literal)
            }
        }
    }

    /// A number that is written in a form of its own. What is no such id equals none.
    static func id(_ name: String, _ column: StoreColumn, read: @escaping @Sendable (String) -> Int64?) -> ODataProperty {
        .column(name, column) { (literal, path) throws(ODataError) in
            switch literal.value {
            case .string(let text): return .integer(read(text) ?? -1)
            case .integer(let number): return .integer(number)
            case .null: return .null
            default: throw refusal(path, "is compared with an id in quotes, not with \(literal.text)", at: literal)
            }
        }
    }

    /// A collection whose elements lie in another table.
    static func collection(_ name: String, _ relation: StoreRelation, of elements: PropertyTable) -> ODataProperty {
        ODataProperty(name) { (condition, path) throws(ODataError) in
            guard case .lambda(let quantifier, let body) = condition else {
                throw refusal(path, "is a collection; write \(path.text)/any(x: ...)")
            }
            guard let body else { return .exists(relation, .always) }
            let holds = try FilterBinder(elements, isOfElements: true).bind(body)
            return quantifier == .any ? .exists(relation, holds) : .not(.exists(relation, .not(holds)))
        }
    }

    /// A collection of texts.
    static func texts(_ name: String, _ relation: StoreRelation, _ element: StoreColumn) -> ODataProperty {
        .collection(name, relation, of: PropertyTable([], itself: .text(name, element)))
    }

    /// An object with properties of its own.
    static func object(_ name: String, _ properties: [ODataProperty]) -> ODataProperty {
        ODataProperty(name, inner: PropertyTable(properties)) { (_, path) throws(ODataError) in
            throw refusal(path, "is an object; name one of its properties")
        }
    }
}
