/// Why a webhook cannot be as it was asked for, or cannot be reached.
public enum WebhookError: Error, Hashable, Sendable, CustomStringConvertible {
    case badURL(String, reason: String)
    case badSubscription(String)
    case badSecret
    case tooMany(limit: Int)
    case noSuchWebhook(Int64)

    public var description: String {
        switch self {
        case .badURL(let url, let reason): "'\(url)' cannot be told of incidents: \(reason)"
        case .badSubscription(let reason): reason
        case .badSecret: "a secret has 16 to 256 characters"
        case .tooMany(let limit): "there are \(limit) webhooks, which is as many as there may be"
        case .noSuchWebhook(let id): "there is no webhook \(id)"
        }
    }
}
