internal import Access
internal import CaseStore
internal import Detection
internal import Events
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Hunting
internal import Ingestion
internal import NIOCore
internal import OData
internal import Primitives
internal import SQL

extension APIError {
    /// What an error of the product means to a client; `nil` where it is none of the client's doing.
    init?(_ error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as UpdateError: self = APIError(error)
        case let error as AlertEntryError: self = APIError(error)
        case let error as ODataError: self = APIError(status: .badRequest, code: "ODataError", message: "\(error)")
        case let error as DeskError: self = APIError(error)
        case let error as AssetError: self = APIError(error)
        case let error as SourceError: self = APIError(error)
        case let error as RecordError: self = APIError(error)
        case let error as AccessError: self = APIError(error)
        case let error as DeviceGroupError: self = APIError(error)
        case let error as DoorError: self = APIError(error)
        case let error as EventStoreError: self = APIError(error)
        case let error as SourceChoiceError: self = .notFound("\(error)")
        case let error as InboxError: self = APIError(error)
        case let error as WebhookError: self = APIError(error)
        case let error as HuntError: self = APIError(error)
        case let error as DetectionRuleError: self = .badRequest("\(error)")
        case let error as DetectionDeskError: self = APIError(error)
        case let error as BulkError: self = .badRequest("\(error)")
        case let error as SplunkError: self = .badRequest("\(error)")
        case let error as OTLPError: self = .badRequest("\(error)")
        case let error as GunzipError: self = .badRequest("the body cannot be unpacked: \(error)")
        case let error as JSONError: self = .badRequest("the body is not valid JSON: \(error)")
        case let error as HTTPError: self = APIError(error)
        case SQLError.diskFull:
            self.init(status: .serviceUnavailable, code: "ServiceUnavailable", message: "\(SQLError.diskFull)", retryAfter: 60)
        case is NIOTooManyBytesError: self = .tooLarge
        case is ChannelError, is IOError: self = .badRequest("the connection ended before the body did")
        default: return nil
        }
    }

    private init(_ error: DoorError) {
        switch error {
        case .noSuchSource: self = .notFound("\(error)")
        case .noEventStore(let reason): self = APIError(reason)
        }
    }

    private init(_ error: EventStoreError) {
        switch error {
        case .noSuchTable: self = .notFound("\(error)")
        case .badFile: self = .badRequest("\(error)")
        case .unavailable, .busy, .damaged, .diskFull, .failed:
            self.init(status: .serviceUnavailable, code: "ServiceUnavailable", message: "\(error)", retryAfter: 60)
        }
    }

    private init(_ error: UpdateError) {
        switch error {
        case .noSuchIncident, .noSuchAlert: self = .notFound("\(error)")
        case .reachesBeyondScope: self = .forbidden("\(error)")
        case .lifecycle, .hasAlerts: self = .conflict("\(error)")
        default: self = .badRequest("\(error)")
        }
    }

    private init(_ error: AlertEntryError) {
        switch error {
        case .unreadable: self = .badRequest("\(error)")
        case .outsideScope: self = .notFound("\(error)")
        case .late:
            self.init(status: .serviceUnavailable, code: "ServiceUnavailable", message: "\(error)", retryAfter: 10)
        }
    }

    private init(_ error: DeskError) {
        switch error {
        case .refused, .stale: self = .conflict("\(error)")
        case .noSuchIncident, .noSuchDetector: self = .notFound("\(error)")
        default: self = .badRequest("\(error)")
        }
    }

    private init(_ error: AssetError) {
        switch error {
        case .noSuchAsset, .noSuchRule: self = .notFound("\(error)")
        case .tooManyRules: self = .conflict("\(error)")
        default: self = .badRequest("\(error)")
        }
    }

    private init(_ error: DeviceGroupError) {
        switch error {
        case .noSuchGroup: self = .notFound("\(error)")
        case .nameTaken: self = .conflict("\(error)")
        default: self = .badRequest("\(error)")
        }
    }

    private init(_ error: AccessError) {
        switch error {
        case .noSuchClient, .noSuchPerson, .noSuchRole, .noProvider: self = .notFound("\(error)")
        case .nameTaken, .roleInUse, .alreadySetUp: self = .conflict("\(error)")
        case .beyondOwn, .beyondOwnScope, .builtInRole, .wrongSetupSecret, .wrongPassword: self = .forbidden("\(error)")
        case .noRoles: self = .forbidden("\(error)")
        case .provider: self.init(status: .badGateway, code: "BadGateway", message: "\(error)")
        case .badIDToken: self.init(status: .unauthorized, code: "Unauthorized", message: "\(error)")
        case .notLetIn: self = APIError(status: .unauthorized, code: "Unauthorized", message: "\(error)")
        case .tooManyAttempts(let seconds):
            self.init(status: .tooManyRequests, code: "TooManyRequests", message: "\(error)", retryAfter: seconds)
        case .busy:
            self.init(status: .serviceUnavailable, code: "ServiceUnavailable", message: "\(error)", retryAfter: 5)
        default: self = .badRequest("\(error)")
        }
    }

    private init(_ error: SourceError) {
        switch error {
        case .noSuchSource, .notFollowed, .notListening: self = .notFound("\(error)")
        default: self = .badRequest("\(error)")
        }
    }

    private init(_ error: WebhookError) {
        if case .noSuchWebhook = error { self = .notFound("\(error)") } else { self = .badRequest("\(error)") }
    }

    private init(_ error: HuntError) {
        switch error {
        case .busy:
            self.init(
                status: .tooManyRequests, code: "TooManyRequests", message: "other hunts are running; ask again in 2 s",
                retryAfter: 2)
        case .quotaUsedUp(let seconds):
            self.init(
                status: .tooManyRequests, code: "TooManyRequests",
                message:
                    "your hunts have used up what they may in \(HuntPolicy.quotaCycle / 60) minutes; ask again in \(seconds) s",
                retryAfter: seconds)
        case .idTaken: self = .conflict("a hunt runs under this id already; give another one, or none")
        case .tooLong: self = .badRequest("the query is longer than \(HuntPolicy.queryBytes) bytes")
        }
    }

    private init(_ error: DetectionDeskError) {
        switch error {
        case .disabled: self = .conflict("\(error)")
        case .behind: self.init(status: .serviceUnavailable, code: "ServiceUnavailable", message: "\(error)", retryAfter: 10)
        }
    }

    private init(_ error: RecordError) {
        switch error {
        case .noSuch: self = .notFound("\(error)")
        case .stale, .exists: self = .conflict("\(error)")
        default: self = .badRequest("\(error)")
        }
    }

    private init(_ error: InboxError) {
        let status = HTTPResponse.Status(code: error.httpStatus)
        let code =
            switch error.httpStatus {
            case 413: "PayloadTooLarge"
            case 429: "TooManyRequests"
            case 507: "InsufficientStorage"
            case 503: "ServiceUnavailable"
            default: "InboxError"
            }
        var retryAfter: Int?
        if case .retry(let seconds) = error.remedy { retryAfter = seconds }
        self.init(status: status, code: code, message: "\(error)", retryAfter: retryAfter)
    }

    private static let tooLarge = APIError(
        status: .contentTooLarge, code: "PayloadTooLarge", message: "the body is larger than this route takes")

    private init(_ error: HTTPError) {
        switch error.status {
        case .contentTooLarge: self = .tooLarge
        case .notFound: self = .notFound("there is nothing at this address")
        default: self.init(status: error.status, code: "BadRequest", message: error.body ?? error.status.reasonPhrase)
        }
    }
}
