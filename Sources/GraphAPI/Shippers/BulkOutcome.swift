internal import Flow
internal import Ingestion
internal import Primitives

/// What became of one action of a bulk request.
enum BulkOutcome {
    /// On its way in.
    case delivery(IngestDoor.Delivery)
    /// In the inbox, under this number.
    case stored(UInt64)
    case refused(status: Int, type: String, reason: String)

    var isStored: Bool {
        if case .stored = self { true } else { false }
    }

    /// Puts what the door said in the place of the deliveries, which are in the order in which it saw them.
    static func settle(_ outcomes: inout [BulkOutcome], with receipt: IngestDoor.Receipt) {
        let faults = Dictionary(receipt.faults.map { ($0.record, $0.error) }) { first, _ in first }
        var record = 0
        var number = receipt.numbers.lowerBound
        for index in outcomes.indices {
            guard case .delivery = outcomes[index] else { continue }
            record += 1
            let fault = faults[record]
            if let fault, !fault.isPartial {
                outcomes[index] = .refused(status: 400, type: "document_parsing_exception", reason: "\(fault)")
            } else {
                outcomes[index] = .stored(number)
            }
            if fault?.fate != .refused { number += 1 }
        }
    }

    /// The answer for this action, as Elasticsearch writes it.
    func json(of item: BulkRequest.Item, index: String) -> JSONValue {
        var result = JSONObject([.init(name: "_index", value: .string(index))])
        switch self {
        case .stored(let number):
            result["_id"] = .string(item.id.isEmpty ? "r\(number)" : item.id)
            result["_version"] = 1
            result["result"] = "created"
            result["_shards"] = ["total": 1, "successful": 1, "failed": 0]
            result["_seq_no"] = .integer(Int64(number))
            result["_primary_term"] = 1
            result["status"] = 201
        case .refused(let status, let type, let reason):
            result["_id"] = item.id.isEmpty ? .null : .string(item.id)
            result["status"] = .integer(Int64(status))
            result["error"] = ["type": .string(type), "reason": .string(reason)]
        case .delivery: break
        }
        return .object(JSONObject([.init(name: item.action, value: .object(result))]))
    }
}
