internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import Primitives

/// An answer of the event collector: a status, a code and its text, as Splunk documents them.
struct SplunkAnswer {
    var status: HTTPResponse.Status
    var code: Int64
    var text: String

    static let success = SplunkAnswer(status: .ok, code: 0, text: "Success")
    static let noToken = SplunkAnswer(status: .unauthorized, code: 2, text: "Token is required")
    static let badAuthorization = SplunkAnswer(status: .unauthorized, code: 3, text: "Invalid authorization")
    static let badToken = SplunkAnswer(status: .forbidden, code: 4, text: "Invalid token")
    static let noData = SplunkAnswer(status: .badRequest, code: 5, text: "No data")
    static let badFormat = SplunkAnswer(status: .badRequest, code: 6, text: "Invalid data format")
    static let badIndex = SplunkAnswer(status: .badRequest, code: 7, text: "Incorrect index")
    static let serverError = SplunkAnswer(status: .internalServerError, code: 8, text: "Internal server error")
    static let busy = SplunkAnswer(status: .serviceUnavailable, code: 9, text: "Server is busy")
    static let noChannel = SplunkAnswer(status: .badRequest, code: 10, text: "Data channel is missing")
    static let noEvent = SplunkAnswer(status: .badRequest, code: 12, text: "Event field is required")
    static let blankEvent = SplunkAnswer(status: .badRequest, code: 13, text: "Event field cannot be blank")
    static let badFields = SplunkAnswer(status: .badRequest, code: 15, text: "Error in handling indexed fields")
    static let healthy = SplunkAnswer(status: .ok, code: 17, text: "HEC is healthy")
    static let unhealthy = SplunkAnswer(status: .serviceUnavailable, code: 18, text: "HEC is unhealthy, queues are full")
    static let tooLarge = SplunkAnswer(status: .contentTooLarge, code: 27, text: "Request entity too large")
}

extension SplunkEvents.Fault {
    var answer: SplunkAnswer {
        switch self {
        case .notJSON: .badFormat
        case .noEvent: .noEvent
        case .blankEvent: .blankEvent
        case .badFields: .badFields
        }
    }
}

extension Response {
    /// - Parameters:
    ///   - event: the number, from 0, of the event that the answer is about.
    ///   - detail: what is to be said beyond the documented text.
    static func splunk(
        _ answer: SplunkAnswer, event: Int? = nil, acknowledgement: Int64? = nil, detail: String = ""
    ) -> Response {
        var body = JSONObject([
            .init(name: "text", value: .string(answer.text)), .init(name: "code", value: .integer(answer.code)),
        ])
        if let event { body["invalid-event-number"] = .integer(Int64(event)) }
        if let acknowledgement { body["ackId"] = .integer(acknowledgement) }
        if !detail.isEmpty { body["detail"] = .string(detail) }
        return .json(.object(body), status: answer.status)
    }
}

extension ShipperDialect {
    static let splunk = ShipperDialect { error, request, _ in
        let answer = splunkAnswer(error, request)
        let detail =
            answer.status == .unauthorized ? "a source's token is missing; send 'Authorization: Splunk TOKEN'" : error.message
        var response = Response.splunk(answer, detail: detail)
        if let retryAfter = error.retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    private static func splunkAnswer(_ error: APIError, _ request: Request) -> SplunkAnswer {
        switch error.status.code {
        case 401:
            guard let header = request.headers[.authorization] else { return .noToken }
            return AuthorizationHeader.token(in: header, isShipper: true) == nil ? .badAuthorization : .badToken
        case 403: return .badToken
        case 404: return .badIndex
        case 413: return .tooLarge
        case 429, 503, 507: return .busy
        case 500...: return .serverError
        default: return .badFormat
        }
    }
}
