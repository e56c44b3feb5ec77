// Hunts over the events in DuckDB.
//
//     Plan -> PlanTranslator -> SQL -> DuckDB, on its own threads -> EventRows -> batches of the engine
//                                        │ kql_test, kql_bool ...
//                                        ▼
//                                  StoreFunctions -> StoreCalls: the engine, on the bytes in DuckDB's vectors
//
// The translation belongs to the language (`KQL/Pushdown`) and knows no driver; here it meets the tables of the specs
// (`EventCatalog`), the columns of DuckDB's chunks (`VectorColumn`), and a thread that ends what takes too long (`QueryWatch`).
