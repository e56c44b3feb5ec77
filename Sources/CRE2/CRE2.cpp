#include "CRE2.h"

#include <re2/re2.h>

#include <cstring>
#include <new>
#include <vector>

struct cre2_pattern {
    re2::RE2 expression;

    cre2_pattern(const re2::StringPiece &pattern, const re2::RE2::Options &options) : expression(pattern, options) {}
};

cre2_pattern *cre2_compile(const char *pattern, size_t length, int ignores_case, int64_t memory, char *error, size_t capacity) {
    if (pattern == nullptr) pattern = "";
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!ignores_case);
    options.set_max_mem(memory);
    auto *compiled = new (std::nothrow) cre2_pattern(re2::StringPiece(pattern, length), options);
    if (compiled == nullptr) return nullptr;
    if (compiled->expression.ok()) return compiled;
    if (capacity > 0) {
        std::strncpy(error, compiled->expression.error().c_str(), capacity - 1);
        error[capacity - 1] = 0;
    }
    delete compiled;
    return nullptr;
}

void cre2_release(cre2_pattern *pattern) { delete pattern; }

int cre2_group_count(const cre2_pattern *pattern) { return pattern->expression.NumberOfCapturingGroups(); }

int cre2_group_named(const cre2_pattern *pattern, const char *name) {
    const auto &groups = pattern->expression.NamedCapturingGroups();
    const auto group = groups.find(name);
    return group == groups.end() ? -1 : group->second;
}

int cre2_search(const cre2_pattern *pattern, const char *text, size_t length, size_t start, cre2_span *spans, int count) {
    // An empty text may come without an address; a group that took no part has none either.
    if (text == nullptr) text = "";
    const re2::StringPiece whole(text, length);
    std::vector<re2::StringPiece> groups(count);
    if (!pattern->expression.Match(whole, start, length, re2::RE2::UNANCHORED, groups.data(), count)) return 0;
    for (int index = 0; index < count; index++) {
        const bool took_part = groups[index].data() != nullptr;
        spans[index].start = took_part ? groups[index].data() - text : -1;
        spans[index].end = took_part ? spans[index].start + static_cast<int64_t>(groups[index].size()) : -1;
    }
    return 1;
}
