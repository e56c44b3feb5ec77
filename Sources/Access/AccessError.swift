/// Why something about access cannot be as it was asked for.
public enum AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    case badName(String)
    case nameTaken(String)
    case unknownGrant(String)
    case nothingGranted
    case badScope
    case noSuchDeviceGroups([Int32])
    case noSuchClient(String)
    /// Nobody gives what he does not have.
    case beyondOwn([String])
    case beyondOwnScope
    case noSuchPerson(String)
    case noSuchRole(String)
    case builtInRole(String)
    case roleInUse(String, by: [String])
    case badPassword(String)
    case badDisplayName
    /// Not who he says he is, or not let in; which of the two is not told.
    case notLetIn
    /// Of somebody who is signed in, and changes his password.
    case wrongPassword
    case tooManyAttempts(retryAfter: Int)
    case busy
    case noSession
    case alreadySetUp
    case wrongSetupSecret
    case noProvider
    case badProvider(String)
    /// It did not do its part.
    case provider(String)
    case badIDToken(String)
    /// Nobody began it here, or too long ago, or in another browser.
    case unknownSignIn
    case noRoles

    public var description: String {
        switch self {
        case .badName(let name):
            "'\(name)' is no name for this: take 1 to \(AccessName.maximumLength) letters, digits, '.', '_', '-' or '@', none that the product uses itself"
        case .nameTaken(let name): "'\(name)' is taken; choose another name"
        case .unknownGrant(let name): "there is no app role or permission '\(name)'; GET /api/appRoles lists them"
        case .nothingGranted: "nothing is granted; name at least one app role or permission"
        case .badScope:
            "'scope' must be an object with 'deviceGroups' (an array of numbers) and 'sources' (an array of names); null "
                + "stands for all"
        case .noSuchDeviceGroups(let numbers):
            "there is no device group \(numbers.map(String.init).joined(separator: ", ")); GET /api/deviceGroups lists them"
        case .noSuchClient(let id): "there is no API client '\(id)'"
        case .beyondOwn(let names): "nobody can give what he does not have himself: \(names.joined(separator: ", "))"
        case .beyondOwnScope: "nobody can give a wider scope than his own"
        case .noSuchPerson(let account): "there is no person '\(account)'"
        case .noSuchRole(let name): "there is no role '\(name)'; GET /api/roles lists them"
        case .builtInRole(let name): "'\(name)' is part of the product; make a role of your own beside it"
        case .roleInUse(let name, let people): "'\(name)' is still given to \(people.joined(separator: ", "))"
        case .badPassword(let reason): "this password will not do: \(reason)"
        case .badDisplayName:
            "a display name is 1 to \(PersonDesk.maximumNameLength) characters, without control characters"
        case .notLetIn: "the account and the password do not belong together, or the account is disabled"
        case .wrongPassword: "the password until now is not the one that was given"
        case .tooManyAttempts(let seconds): "too many attempts; try again in \(seconds) seconds"
        case .busy: "too many people sign in at this moment; try again in a few seconds"
        case .noSession: "this is for people who are signed in"
        case .alreadySetUp: "there are people already; the set-up secret is no longer good"
        case .noProvider: "no identity provider is set"
        case .badProvider(let reason): "the identity provider cannot be set so: \(reason)"
        case .provider(let reason): "the identity provider failed: \(reason)"
        case .unknownSignIn:
            "this browser did not begin to sign in, or took too long; begin again at /sign-in"
        case .badIDToken(let reason): "the identity provider's answer does not count: \(reason)"
        case .noRoles: "none of your groups is given a role here; ask whoever administers this installation"
        case .wrongSetupSecret: "this is not the set-up secret that the server printed when it started"
        }
    }
}

/// Names of clients, people and roles.
enum AccessName {
    static let maximumLength = 64

    /// Nothing that could pass for the words around it in a log.
    static func check(_ name: String) throws(AccessError) {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            case UInt8(ascii: "@"): true
            default: false
            }
        }
        guard isPlain, !name.isEmpty, name.utf8.count <= maximumLength else { throw .badName(name) }
    }
}
