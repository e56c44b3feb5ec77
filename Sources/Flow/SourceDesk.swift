public import CaseStore
internal import Foundation
internal import Ingestion
internal import Primitives

/// What people configure about the ways in: sources with their formats, tokens and followed files.
public struct SourceDesk: Sendable {
    /// Characters of a source's name, at most.
    public static let maximumNameLength = 64

    private let flow: CaseFlow

    public init(flow: CaseFlow) {
        self.flow = flow
    }

    /// Adds a source, or changes the one of this name.
    /// - Throws: `SourceError` before anything has changed.
    public func save(
        _ name: String, format: String, scope: String = "", timeZone: String = "", deviceName: String = "", mapping: String = "",
        by actor: ChangeActor
    ) async throws -> IngestSource {
        try SourceDesk.check(name)
        let source = IngestSource(
            name: name, format: format, mapping: mapping, scope: scope, timeZone: timeZone, deviceName: deviceName,
            created: .now)
        try check(source)
        let saved = try await flow.store.write(by: actor, at: .now) { try $0.save(source) }
        try await flow.reloadSources()
        return saved
    }

    private func check(_ source: IngestSource) throws(SourceError) {
        guard source.deviceName.utf8.count <= RecordEnvelope.longestHost else { throw .longDeviceName }
        guard LocalZone(source.timeZone) != nil else { throw .unknownZone(source.timeZone) }
        let reader = SourceBook.reader(of: source, events: flow.events)
        guard flow.events.format(named: source.format) != nil || SourceBook.formatNames.contains(source.format) else {
            throw .unknownFormat(source.format, known: SourceBook.formatNames + flow.events.formatNames)
        }
        if case .alerts(.failure(let error)) = reader { throw .badFormat("\(error)") }
        // What is on its way would be read by neither or by both.
        let entry = SourceBook.Entry(source: source, reader: reader)
        if let known = flow.sourceBook[source.name], known.isOfEvents != entry.isOfEvents { throw .otherKind(source.name) }
    }

    /// Replaces the token of a source by one with this digest.
    public func setToken(digest: [UInt8], of name: String, by actor: ChangeActor) async throws {
        guard flow.sourceBook[name] != nil else { throw SourceError.noSuchSource(name) }
        try await flow.store.write(by: actor, at: .now) { try $0.setTokenDigest(digest, of: name) }
    }

    /// Follows a file from now on, from its beginning or from where it was left.
    public func follow(_ path: String, by source: String, actor: ChangeActor) async throws {
        guard flow.sourceBook[source] != nil else { throw SourceError.noSuchSource(source) }
        guard path.hasPrefix("/") else { throw SourceError.relativePath(path) }
        guard SourceDesk.mayBecomeFile(path) else { throw SourceError.notAFile(path) }
        try await flow.store.write(by: actor, at: .now) { transaction in
            let known = try transaction.reader.followedFiles().first { $0.path == path }
            try transaction.follow(FollowedFileState(path: path, source: source, position: known?.position ?? ""))
        }
        flow.followedFilesChanged()
    }

    /// A file that is not there yet is waited for; a folder or a pipe never becomes one of lines.
    private static func mayBecomeFile(_ path: String) -> Bool {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let type = try? FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
        return type == nil || type == .typeRegular
    }

    public func unfollow(_ path: String, actor: ChangeActor) async throws {
        let wasFollowed = try await flow.store.write(by: actor, at: .now) { try $0.unfollow(path) }
        guard wasFollowed else { throw SourceError.notFollowed(path) }
        flow.followedFilesChanged()
    }

    /// Listens for syslog from now on; an address that another source had is this one's then.
    public func listen(_ text: String, by source: String, actor: ChangeActor) async throws {
        guard flow.sourceBook[source] != nil else { throw SourceError.noSuchSource(source) }
        let address = try SourceDesk.address(text)
        try await flow.store.write(by: actor, at: .now) { try $0.listen(SourceListener(address: address, source: source)) }
        flow.listenerChanges.ring()
    }

    public func unlisten(_ text: String, actor: ChangeActor) async throws {
        let address = try SourceDesk.address(text)
        guard try await flow.store.write(by: actor, at: .now, { try $0.unlisten(address) }) else {
            throw SourceError.notListening(address)
        }
        flow.listenerChanges.ring()
    }

    private static func address(_ text: String) throws(SourceError) -> String {
        do throws(ListenerAddressError) { return try ListenerAddress(text).description } catch { throw .badListener("\(error)") }
    }

    private static func check(_ name: String) throws(SourceError) {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isPlain, !name.isEmpty, name.utf8.count <= maximumNameLength, name != ".", name != ".." else {
            throw .badName(name)
        }
    }
}

/// Why a source cannot be as it was asked for.
public enum SourceError: Error, Hashable, Sendable, CustomStringConvertible {
    case badName(String)
    case unknownFormat(String, known: [String])
    case otherKind(String)
    case unknownZone(String)
    case longDeviceName
    case badFormat(String)
    case noSuchSource(String)
    case relativePath(String)
    case notFollowed(String)
    case notAFile(String)
    case badListener(String)
    case notListening(String)

    public var description: String {
        switch self {
        case .badName(let name):
            "'\(name)' cannot name a source: take 1 to \(SourceDesk.maximumNameLength) letters, digits, '.', '_' or '-'"
        case .unknownFormat(let name, let known):
            "there is no format '\(name)'; there are \(known.joined(separator: ", "))"
        case .otherKind(let name):
            "a source sends alerts or events, and '\(name)' cannot change from one to the other; add another source"
        case .unknownZone(let name):
            "there is no time zone '\(name)'; name one as the database of zones does, such as Europe/Berlin or America/New_York, or UTC"
        case .longDeviceName: "a device's name has at most \(RecordEnvelope.longestHost) bytes"
        case .badFormat(let reason): reason
        case .noSuchSource(let name): "there is no source '\(name)'"
        case .relativePath(let path): "'\(path)' is no absolute path; the server has to find the file by it"
        case .notFollowed(let path): "'\(path)' is not followed"
        case .notAFile(let path): "'\(path)' is no regular file; only those can be followed"
        case .badListener(let reason): reason
        case .notListening(let address): "no source listens on \(address)"
        }
    }
}
