#include "CDuckDB.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static _Atomic(const cduckdb_api *) loaded = NULL;

const cduckdb_api *cduckdb_loaded(void) { return loaded; }

const cduckdb_api *cduckdb_load(const char *path, char *error, size_t capacity) {
    if (loaded != NULL) return loaded;
    // Lazily: a library made for Python names functions of Python that are never called.
    void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    if (library == NULL) {
        snprintf(error, capacity, "%s", dlerror());
        return NULL;
    }
    cduckdb_api *api = calloc(1, sizeof *api);
    const char *missing = api == NULL ? "memory" : NULL;
#define CDUCKDB_LOOKUP(type, name, arguments) \
    if (missing == NULL && (*(void **)&api->name = dlsym(library, "duckdb_" #name)) == NULL) missing = "duckdb_" #name;
    CDUCKDB_FUNCTIONS(CDUCKDB_LOOKUP)
#undef CDUCKDB_LOOKUP
    if (missing == NULL) {
        const cduckdb_api *none = NULL;
        if (atomic_compare_exchange_strong(&loaded, &none, api)) return api;
        free(api);
        return none;
    }
    snprintf(error, capacity, "%s: it has no %s", path, missing);
    free(api);
    dlclose(library);
    return NULL;
}
