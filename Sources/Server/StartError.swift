internal import Foundation
internal import NIOCore

/// Why a server does not start.
public enum StartError: Error, CustomStringConvertible {
    case addressInUse(host: String, port: Int)
    case noContent(searched: [String])
    case unreadableToken(file: String)
    case noPlaces(file: String, reason: String)
    case other(any Error)

    public var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "something else listens on \(host):\(port); stop it, or choose another port with --listen \(host):PORT"
        case .noContent(let searched):
            "the product's content was not found (looked in \(searched.joined(separator: ", "))); say where it is with --content"
        case .unreadableToken(let file): "'\(file)' holds no token; remove it, and a new one is made at the next start"
        case .noPlaces(let file, let reason): "the database of addresses '\(file)' cannot be read: \(reason)"
        case .other(let error): "\(error)"
        }
    }

    init(_ error: any Error, _ configuration: ServerConfiguration) {
        if (error as? IOError)?.errnoCode == EADDRINUSE {
            self = .addressInUse(host: configuration.host, port: configuration.port)
        } else {
            self = (error as? StartError) ?? .other(error)
        }
    }
}
