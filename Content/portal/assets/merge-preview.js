// What a merge would come to is shown before it is decided, and what would be refused cannot be asked for.
import { part } from "./app.js";

let turn = 0;

/** - ids: the incidents that are to be one.
    - stays: which of them stays. */
export async function previewMerge(form, ids, stays) {
  const place = form.querySelector("[data-merge-preview]");
  const own = turn += 1;
  const [one, ...others] = ids;
  const query = new URLSearchParams([...others.map((id) => ["with", id]), ["stays", stays]]);
  const markup = others.length > 0 ? await part(`/incidents/${one}/merge?${query}`) : "";
  if (own !== turn) return;
  place.innerHTML = markup;
  form.querySelector("[value=merge]").disabled = place.querySelector("[data-refusal]") !== null;
}
