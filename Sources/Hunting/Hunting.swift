/// # Hunting
///
/// Questions in KQL over what the stores hold. A hunt reads one snapshot of the cases, as far as whoever asks may see them
/// (`CaseView`), on a thread of the store's readers; it is bound by `HuntPolicy` and changes nothing.
///
/// Each table is one file in `Tables`, with its columns, what they mean, and how a stored row fills them; `HuntingTables.all`
/// is the list. Schema, help and completion come from there. A table's rows are read in pages by the time of their making, so
/// that a query with a bound on `Timestamp` or `TimeGenerated` reads no more than that takes.
enum Hunting {}
