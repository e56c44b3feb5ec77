// DuckDB's C interface, as far as it is used here, through pointers that are looked up in a library at run time. Nothing is
// linked: without the library the program runs all the same.
//
// Names, arguments and meanings are those of DuckDB's documentation of its C API (https://duckdb.org/docs/stable/clients/c/api).
#ifndef CDUCKDB_H
#define CDUCKDB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint64_t idx_t;

// 0 where all went well.
typedef int32_t duckdb_state;

// What a column holds; the values that are met here.
enum {
    DUCKDB_TYPE_INVALID = 0,
    DUCKDB_TYPE_BOOLEAN = 1,
    DUCKDB_TYPE_INTEGER = 4,
    DUCKDB_TYPE_BIGINT = 5,
    DUCKDB_TYPE_DOUBLE = 11,
    DUCKDB_TYPE_VARCHAR = 17,
};
typedef int32_t duckdb_type;

// Kinds of errors that are told apart here.
enum {
    DUCKDB_ERROR_TRANSACTION = 10,
    DUCKDB_ERROR_CONSTRAINT = 18,
    DUCKDB_ERROR_IO = 28,
    DUCKDB_ERROR_INTERRUPT = 29,
    DUCKDB_ERROR_FATAL = 30,
    DUCKDB_ERROR_INTERNAL = 31,
    DUCKDB_ERROR_OUT_OF_MEMORY = 33,
    DUCKDB_ERROR_PERMISSION = 34,
};
typedef int32_t duckdb_error_type;

typedef struct duckdb_database_s *duckdb_database;
typedef struct duckdb_connection_s *duckdb_connection;
typedef struct duckdb_config_s *duckdb_config;
typedef struct duckdb_prepared_statement_s *duckdb_prepared_statement;
typedef struct duckdb_table_function_s *duckdb_table_function;
typedef struct duckdb_init_info_s *duckdb_init_info;
typedef struct duckdb_data_chunk_s *duckdb_data_chunk;
typedef struct duckdb_vector_s *duckdb_vector;
typedef struct duckdb_logical_type_s *duckdb_logical_type;
typedef struct duckdb_scalar_function_s *duckdb_scalar_function;
typedef struct duckdb_function_info_s *duckdb_function_info;
typedef struct duckdb_bind_info_s *duckdb_bind_info;
typedef struct duckdb_expression_s *duckdb_expression;
typedef struct duckdb_client_context_s *duckdb_client_context;
typedef struct duckdb_value_s *duckdb_value;
typedef struct duckdb_error_data_s *duckdb_error_data;

// Its members are DuckDB's own.
typedef struct {
    idx_t column_count_;
    idx_t row_count_;
    idx_t rows_changed_;
    void *columns_;
    char *error_message_;
    void *internal_;
} duckdb_result;

// A string in a vector: up to 12 bytes lie in it, more behind the pointer. It keeps no bytes alive.
typedef struct {
    uint32_t length;
    char prefix[4];
    union {
        char rest[8];
        const char *pointer;
    };
} duckdb_string_t;

// Bytes that lie inside a string in a vector.
enum { DUCKDB_INLINED_LENGTH = 12 };

typedef void (*duckdb_scalar_function_t)(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output);
typedef void (*duckdb_scalar_function_bind_t)(duckdb_bind_info info);
typedef void (*duckdb_table_function_bind_t)(duckdb_bind_info info);
typedef void (*duckdb_table_function_init_t)(duckdb_init_info info);
typedef void (*duckdb_table_function_t)(duckdb_function_info info, duckdb_data_chunk output);
typedef void (*duckdb_delete_callback_t)(void *data);
typedef void *(*duckdb_copy_callback_t)(void *data);

// Every function that is used: what it answers, its name, its arguments.
#define CDUCKDB_FUNCTIONS(FUNCTION) \
    FUNCTION(const char *, library_version, (void)) \
    FUNCTION(void, free, (void *pointer)) \
    FUNCTION(idx_t, vector_size, (void)) \
    /* Databases and connections. */ \
    FUNCTION(duckdb_state, create_config, (duckdb_config *config)) \
    FUNCTION(duckdb_state, set_config, (duckdb_config config, const char *name, const char *value)) \
    FUNCTION(void, destroy_config, (duckdb_config *config)) \
    FUNCTION(duckdb_state, open_ext, (const char *path, duckdb_database *database, duckdb_config config, char **error)) \
    FUNCTION(void, close, (duckdb_database *database)) \
    FUNCTION(duckdb_state, connect, (duckdb_database database, duckdb_connection *connection)) \
    FUNCTION(void, disconnect, (duckdb_connection *connection)) \
    FUNCTION(void, interrupt, (duckdb_connection connection)) \
    /* Statements. */ \
    FUNCTION(duckdb_state, query, (duckdb_connection connection, const char *query, duckdb_result *result)) \
    FUNCTION(duckdb_state, prepare, (duckdb_connection connection, const char *query, duckdb_prepared_statement *statement)) \
    FUNCTION(const char *, prepare_error, (duckdb_prepared_statement statement)) \
    FUNCTION(void, destroy_prepare, (duckdb_prepared_statement * statement)) \
    FUNCTION(idx_t, nparams, (duckdb_prepared_statement statement)) \
    FUNCTION(duckdb_state, bind_null, (duckdb_prepared_statement statement, idx_t index)) \
    FUNCTION(duckdb_state, bind_boolean, (duckdb_prepared_statement statement, idx_t index, bool value)) \
    FUNCTION(duckdb_state, bind_int32, (duckdb_prepared_statement statement, idx_t index, int32_t value)) \
    FUNCTION(duckdb_state, bind_int64, (duckdb_prepared_statement statement, idx_t index, int64_t value)) \
    FUNCTION(duckdb_state, bind_double, (duckdb_prepared_statement statement, idx_t index, double value)) \
    FUNCTION(duckdb_state, bind_varchar_length, (duckdb_prepared_statement statement, idx_t index, const char *text, idx_t length)) \
    FUNCTION(duckdb_state, execute_prepared, (duckdb_prepared_statement statement, duckdb_result *result)) \
    FUNCTION(duckdb_state, execute_prepared_streaming, (duckdb_prepared_statement statement, duckdb_result *result)) \
    /* Results. */ \
    FUNCTION(const char *, result_error, (duckdb_result *result)) \
    FUNCTION(duckdb_error_type, result_error_type, (duckdb_result *result)) \
    FUNCTION(void, destroy_result, (duckdb_result *result)) \
    FUNCTION(idx_t, column_count, (duckdb_result *result)) \
    FUNCTION(const char *, column_name, (duckdb_result *result, idx_t column)) \
    FUNCTION(duckdb_type, column_type, (duckdb_result *result, idx_t column)) \
    FUNCTION(idx_t, rows_changed, (duckdb_result *result)) \
    FUNCTION(duckdb_data_chunk, fetch_chunk, (duckdb_result result)) \
    /* Chunks of rows, and their columns. */ \
    FUNCTION(duckdb_data_chunk, create_data_chunk, (duckdb_logical_type *types, idx_t count)) \
    FUNCTION(void, destroy_data_chunk, (duckdb_data_chunk *chunk)) \
    FUNCTION(void, data_chunk_reset, (duckdb_data_chunk chunk)) \
    FUNCTION(idx_t, data_chunk_get_size, (duckdb_data_chunk chunk)) \
    FUNCTION(void, data_chunk_set_size, (duckdb_data_chunk chunk, idx_t size)) \
    FUNCTION(idx_t, data_chunk_get_column_count, (duckdb_data_chunk chunk)) \
    FUNCTION(duckdb_vector, data_chunk_get_vector, (duckdb_data_chunk chunk, idx_t column)) \
    FUNCTION(void *, vector_get_data, (duckdb_vector vector)) \
    FUNCTION(uint64_t *, vector_get_validity, (duckdb_vector vector)) \
    FUNCTION(void, vector_ensure_validity_writable, (duckdb_vector vector)) \
    FUNCTION(void, vector_assign_string_element_len, (duckdb_vector vector, idx_t row, const char *text, idx_t length)) \
    FUNCTION(duckdb_logical_type, create_logical_type, (duckdb_type type)) \
    FUNCTION(void, destroy_logical_type, (duckdb_logical_type * type)) \
    /* Errors. */ \
    FUNCTION(duckdb_error_type, error_data_error_type, (duckdb_error_data error)) \
    FUNCTION(const char *, error_data_message, (duckdb_error_data error)) \
    FUNCTION(void, destroy_error_data, (duckdb_error_data * error)) \
    /* Tables of our own. */ \
    FUNCTION(duckdb_table_function, create_table_function, (void)) \
    FUNCTION(void, destroy_table_function, (duckdb_table_function * function)) \
    FUNCTION(void, table_function_set_name, (duckdb_table_function function, const char *name)) \
    FUNCTION(void, table_function_set_extra_info, (duckdb_table_function function, void *data, duckdb_delete_callback_t release)) \
    FUNCTION(void, table_function_set_bind, (duckdb_table_function function, duckdb_table_function_bind_t bind)) \
    FUNCTION(void, table_function_set_init, (duckdb_table_function function, duckdb_table_function_init_t init)) \
    FUNCTION(void, table_function_set_function, (duckdb_table_function function, duckdb_table_function_t body)) \
    FUNCTION(duckdb_state, register_table_function, (duckdb_connection connection, duckdb_table_function function)) \
    FUNCTION(void *, bind_get_extra_info, (duckdb_bind_info info)) \
    FUNCTION(void, bind_add_result_column, (duckdb_bind_info info, const char *name, duckdb_logical_type type)) \
    FUNCTION(void *, function_get_extra_info, (duckdb_function_info info)) \
    /* Functions of our own. */ \
    FUNCTION(duckdb_scalar_function, create_scalar_function, (void)) \
    FUNCTION(void, destroy_scalar_function, (duckdb_scalar_function * function)) \
    FUNCTION(void, scalar_function_set_name, (duckdb_scalar_function function, const char *name)) \
    FUNCTION(void, scalar_function_add_parameter, (duckdb_scalar_function function, duckdb_logical_type type)) \
    FUNCTION(void, scalar_function_set_varargs, (duckdb_scalar_function function, duckdb_logical_type type)) \
    FUNCTION(void, scalar_function_set_return_type, (duckdb_scalar_function function, duckdb_logical_type type)) \
    FUNCTION(void, scalar_function_set_special_handling, (duckdb_scalar_function function)) \
    FUNCTION(void, scalar_function_set_volatile, (duckdb_scalar_function function)) \
    FUNCTION(void, scalar_function_set_extra_info, (duckdb_scalar_function function, void *data, duckdb_delete_callback_t release)) \
    FUNCTION(void, scalar_function_set_function, (duckdb_scalar_function function, duckdb_scalar_function_t body)) \
    FUNCTION(void *, scalar_function_get_extra_info, (duckdb_function_info info)) \
    FUNCTION(void, scalar_function_set_error, (duckdb_function_info info, const char *error)) \
    FUNCTION(void, scalar_function_set_bind, (duckdb_scalar_function function, duckdb_scalar_function_bind_t bind)) \
    FUNCTION(void, scalar_function_bind_set_error, (duckdb_bind_info info, const char *error)) \
    FUNCTION(duckdb_expression, scalar_function_bind_get_argument, (duckdb_bind_info info, idx_t index)) \
    FUNCTION(void, scalar_function_get_client_context, (duckdb_bind_info info, duckdb_client_context *context)) \
    FUNCTION(void, scalar_function_set_bind_data, (duckdb_bind_info info, void *data, duckdb_delete_callback_t release)) \
    FUNCTION(void, scalar_function_set_bind_data_copy, (duckdb_bind_info info, duckdb_copy_callback_t copy)) \
    FUNCTION(void *, scalar_function_get_bind_data, (duckdb_function_info info)) \
    FUNCTION(duckdb_state, register_scalar_function, (duckdb_connection connection, duckdb_scalar_function function)) \
    FUNCTION(bool, expression_is_foldable, (duckdb_expression expression)) \
    FUNCTION(duckdb_error_data, expression_fold, (duckdb_client_context context, duckdb_expression expression, duckdb_value *value)) \
    FUNCTION(void, destroy_expression, (duckdb_expression * expression)) \
    FUNCTION(void, destroy_client_context, (duckdb_client_context * context)) \
    FUNCTION(char *, get_varchar, (duckdb_value value)) \
    FUNCTION(void, destroy_value, (duckdb_value * value))

#define CDUCKDB_MEMBER(type, name, arguments) type(*name) arguments;
typedef struct {
    CDUCKDB_FUNCTIONS(CDUCKDB_MEMBER)
} cduckdb_api;
#undef CDUCKDB_MEMBER

// Opens the library and looks every function up. Answers NULL where that fails, with the reason in `error`, cut to `capacity`.
// The first library that was opened stays until the process ends, and is the answer from then on, whatever the path.
const cduckdb_api *cduckdb_load(const char *path, char *error, size_t capacity);

// The library that was opened; NULL before. For the bodies of our own functions, which are called by it.
const cduckdb_api *cduckdb_loaded(void);

#ifdef __cplusplus
}
#endif

#endif
