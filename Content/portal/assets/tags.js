// Tags as a field of a form has them: with commas between, and in quotes where a tag has a comma of its own.

const isPlain = (tag) => !/[",]/.test(tag) && tag === tag.trim();

export const write = (tags) => tags.map((tag) => (isPlain(tag) ? tag : `"${tag.replaceAll('"', '""')}"`)).join(", ");

/** Each tag once, in the order of the field. */
export function read(text) {
  const found = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"(?=\s*(?:,|$))|([^,]*))\s*(?:,|$)/g)];
  const tags = found.map(([, quoted, plain]) => (quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')));
  return [...new Set(tags)].filter((tag) => tag !== "");
}

/** What two people made of the same tags: what either took off is gone, and what either added is there. */
export function merge(before, mine, theirs) {
  const kept = theirs.filter((tag) => mine.includes(tag) || !before.includes(tag));
  return [...kept, ...mine.filter((tag) => !before.includes(tag) && !theirs.includes(tag))];
}

/** What becomes of an incident's tags where many are changed at once. */
export function apply(how, tags, named) {
  if (how === "replace") return named;
  return how === "remove" ? tags.filter((tag) => !named.includes(tag)) : [...tags, ...named.filter((tag) => !tags.includes(tag))];
}
