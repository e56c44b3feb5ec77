internal import ArgumentParser
internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import Primitives

/// Asks a server, and turns whatever goes wrong into a sentence with an exit code.
struct ServerClient: Sendable {
    /// Bytes of an answer, at most.
    static let largestAnswer = 256 << 20
    /// Seconds until an answer has to be there. A backup of much data takes long.
    static let patience: Int64 = 600

    /// What is done to a resource.
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    let address: ServerAddress
    let token: String?
    /// Where the token is looked for, for the message.
    let tokenFile: String
    let connection: TrustedConnection

    func get(_ path: [String], _ query: KeyValuePairs<String, String?> = [:]) async throws -> JSONValue {
        try await accepted(send(.get, address.url(path, query), nil))
    }

    func send(_ method: Method, _ path: [String], _ body: JSONValue) async throws -> JSONValue {
        try await accepted(send(method, address.url(path), Array(body.text.utf8)))
    }

    /// The same where an answer is to be read as it was written: numbers with more digits than a double has.
    func document(_ method: Method, _ path: [String], _ body: JSONValue) async throws -> JSONDocument {
        let answer = try await send(method, address.url(path), Array(body.text.utf8))
        guard (200..<300).contains(answer.status) else { throw failure(answer) }
        return try JSONDocument(parsing: answer.body)
    }

    /// Sends records; the answer may be that they are to be sent again later.
    func ingest(_ bytes: [UInt8], source: String) async throws -> Answer {
        try await send(.post, address.url(["api", "ingest", source]), bytes)
    }

    struct Answer: Sendable {
        var status: Int
        var body: [UInt8]
        var retryAfterSeconds: Int?

        var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
    }

    private func send(_ method: Method, _ url: String, _ body: [UInt8]?) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method.rawValue)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response: HTTPClientResponse
        do {
            response = try await connection.http.execute(request, timeout: .seconds(ServerClient.patience))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw unreachable(error)
        }
        return Answer(
            status: Int(response.status.code), body: try await whole(response.body),
            retryAfterSeconds: response.headers.first(name: "Retry-After").flatMap(Int.init))
    }

    /// The rest of an answer that has begun.
    private func whole(_ body: HTTPClientResponse.Body) async throws -> [UInt8] {
        do {
            return Array(try await body.collect(upTo: ServerClient.largestAnswer).readableBytesView)
        } catch let error as CancellationError {
            throw error
        } catch is NIOTooManyBytesError {
            throw CommandFailure("the answer has more than \(ServerClient.largestAnswer >> 20) MB; ask for less", .failure)
        } catch {
            throw CommandFailure("the server at \(address) broke off in the middle of its answer (\(error))", .unreachable)
        }
    }

    private func unreachable(_ error: any Error) -> CommandFailure {
        if [.deadlineExceeded, .readTimeout].contains(error as? HTTPClientError) {
            return CommandFailure(
                "the server at \(address) did not answer in \(ServerClient.patience) s; see its log", .unreachable)
        }
        if let fault = TLSFault(error) { return CommandFailure(fault.message(for: address), .unreachable) }
        return CommandFailure(
            "no server answers at \(address); start one with `watchfloor serve`, or say where it is with --server", .unreachable)
    }

    /// The body of a good answer.
    func accepted(_ answer: Answer) throws(CommandFailure) -> JSONValue {
        if (200..<300).contains(answer.status) { return answer.json }
        throw failure(answer)
    }

    private func failure(_ answer: Answer) -> CommandFailure {
        let message = answer.json["error"]?["message"]?.string ?? "the server at \(address) answered \(answer.status)"
        switch answer.status {
        case 401 where token == nil:
            return CommandFailure(
                "no token: WATCHFLOOR_TOKEN is not set and '\(tokenFile)' cannot be read; name the server's data folder "
                    + "with --data, or run this as the server's user", .notAllowed)
        case 401:
            return CommandFailure(
                "the server at \(address) does not know this token (of WATCHFLOOR_TOKEN, or '\(tokenFile)'); name the "
                    + "server's own data folder with --data", .notAllowed)
        case 403: return CommandFailure(message, .notAllowed)
        default: return CommandFailure(message)
        }
    }
}
