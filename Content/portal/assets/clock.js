// The clock that times are told by: UTC, or the browser's own where the person chose that. The server writes UTC; whatever shows a
// moment asks here for its words.

export const isLocal = () => document.documentElement.dataset.clock === "local";

/** `2026-05-04T12:30:00.000`, by the one clock or the other. */
function written(date, local) {
  const shift = local ? date.getTimezoneOffset() * 60_000 : 0;
  return new Date(date.getTime() - shift).toISOString().slice(0, 23);
}

/** `UTC`, or how far the browser's clock is from it at that moment. */
export function zone(date, local = isLocal()) {
  if (!local) return "UTC";
  const minutes = -date.getTimezoneOffset();
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "-" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

/** `2026-05-04 12:30`; the length says how much of it. */
export const told = (date, length = 16, local = isLocal()) => written(date, local).slice(0, length).replace("T", " ");

/** The value of a field for days and times, by the person's clock; from one in UTC. */
export const fieldValue = (utc) => (utc && isLocal() ? written(new Date(`${utc.padEnd(19, ":00").slice(0, 19)}Z`), true).slice(0, utc.length) : utc);

/** What such a field says, in UTC. */
export const utcValue = (field) => (field.value && isLocal() ? new Date(field.value).toISOString().slice(0, field.value.length) : field.value);
