internal import HTTPTypes

extension ProviderRoutes {
    static var operations: [Operation] {
        [
            Operation(.get, "api/session/options", "How one can sign in.").giving(.any),
            Operation(.get, "api/session/start", "Leads the browser to the identity provider.")
                .answering(.nothing, status: 302).failing(401, 403, 404, 409, 502, 503),
            Operation(.get, "api/session/callback", "Where the identity provider leads the browser back to.")
                .answering(.nothing, status: 303).failing(401, 403, 404, 409, 502, 503),
            Operation(.get, "api/identityProvider", "The identity provider that people sign in by.").giving(.any)
                .failing(404),
            Operation(.put, "api/identityProvider", "Sets the identity provider.").taking(.any).giving(.any)
                .failing(404, 409, 502, 503),
            Operation(.delete, "api/identityProvider", "Ends signing in by the identity provider.")
                .answering(.nothing, status: 204).failing(404, 409),
        ]
    }
}
