// RE2 behind a C interface: compile, match, release. RE2 answers in time linear in the text, whatever the pattern is,
// so a pattern that somebody wrote into a hunt cannot stop the server.
#ifndef CRE2_H
#define CRE2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

// Where a group matched, in bytes; both are -1 for a group that took no part.
typedef struct {
    int64_t start;
    int64_t end;
} cre2_span;

// Compiles UTF-8. Where the pattern is wrong, the answer is NULL and `error` holds what RE2 says, cut to `capacity`.
cre2_pattern *cre2_compile(const char *pattern, size_t length, int ignores_case, int64_t memory, char *error, size_t capacity);

void cre2_release(cre2_pattern *pattern);

// The number of groups, without the whole match.
int cre2_group_count(const cre2_pattern *pattern);

// The number of a named group, -1 where there is none.
int cre2_group_named(const cre2_pattern *pattern, const char *name);

// Searches from the byte `start` on and fills `spans`, the whole match first. Answers whether there is a match.
int cre2_search(const cre2_pattern *pattern, const char *text, size_t length, size_t start, cre2_span *spans, int count);

#ifdef __cplusplus
}
#endif

#endif
