// Flow: where the stages meet the store. Each stage decides purely and knows no store; here their decisions are carried
// out, a batch in one transaction, in the order of the inbox:
//
//     Inbox -> SourceReader (Ingestion) -> AlertIntake -> Correlator (Correlation) -> AlertPlacement -> CaseStore
//
// `Pipeline` pulls at its own pace and may fall behind; what it has not done yet waits in the inbox. `CaseDesk` carries out
// what people decide, between two batches, so that every decision has its place in the order.
