// Access: who may do what. A credential becomes a `Caller`, a value that says what may be done and what may be seen; the
// surfaces ask the value and know nothing of credentials.
//
//     administrator's token, source's token ── TokenBook ──┐
//     API client's signed token ── SigningKeyRing ─────────┼──► CallerBook ──► Caller ──► Doorkeeper (GraphAPI)
//
// `CallerBook` holds in memory what the store says of all of them now, so that a change counts with the next request. What
// is decided here is pure (`AppRole`, `Grant`, `TokenRequest`, `TokenClaims`); the desks (`ClientDesk`) write the decisions
// into the store, with the log of changes.
