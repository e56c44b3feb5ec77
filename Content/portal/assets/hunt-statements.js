// Several queries in one text: a blank line parts them, as in the editors that analysts know. A blank line inside brackets, before
// a pipe or after a semicolon parts nothing.

/** What of a text is no comment and no quoted text; the rest becomes blanks of the same length. */
export function bare(text) {
  return text.replace(/(```[\s\S]*?(?:```|$))|(\/\/[^\n]*)|(@"(?:[^"]|"")*"?|@'(?:[^']|'')*'?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)/g,
    (found, fence, comment) => (comment ? " ".repeat(found.length) : found.replace(/[^\n]/g, "q")));
}

function split(text, minds) {
  const code = bare(text);
  const found = [];
  let [start, depth, last] = [0, 0, ""];
  let place = 0;
  for (const line of code.split("\n")) {
    const isBlank = line.trim() === "" && text.slice(place, place + line.length).trim() === "";
    const next = code.slice(place).match(/\S/)?.[0];
    if (isBlank && (!minds || depth <= 0) && last && !"|,=;(".includes(last) && !"|)".includes(next ?? " ")) {
      found.push({ start, end: place });
      [start, depth, last] = [place + line.length + 1, 0, ""];
    }
    for (const sign of line) {
      if ("([{".includes(sign)) depth += 1;
      if (")]}".includes(sign)) depth -= 1;
      if (sign.trim()) last = sign;
    }
    place += line.length + 1;
  }
  if (text.slice(start).trim()) found.push({ start, end: text.length });
  return { found, isWhole: depth <= 0 };
}

/** The queries of a text, each with its place and the line that it begins on. */
export function statements(text) {
  const { found, isWhole } = split(text, true);
  return (isWhole ? found : split(text, false).found).map(({ start, end }) => {
    const piece = text.slice(start, end);
    const from = start + piece.length - piece.trimStart().length;
    const to = from + piece.trim().length;
    return { start: from, end: to, text: text.slice(from, to), line: text.slice(0, from).split("\n").length, lastLine: text.slice(0, to).split("\n").length };
  });
}

/** The query that a place is in, or the one before it. */
export function statementAt(all, place) {
  return all.findLast(({ start }) => start <= place) ?? all[0];
}
