// A report on paper: asked for here, so that the page says that it is being made, and says what went wrong.
import { notice } from "./live.js";

const dialog = document.getElementById("report");
// A report of nothing would be one of everything.
dialog?.addEventListener("change", () => { dialog.querySelector(".primary").disabled = dialog.querySelector("[name=part]:checked") === null; });
dialog?.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const button = document.querySelector("[data-report]");
  dialog.close();
  button.disabled = true;
  const say = notice("The report is being made …");
  try {
    const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { headers: { Accept: "application/pdf, text/html" } });
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      throw new Error(page.querySelector("main p")?.textContent ?? `The server answered ${answer.status}.`);
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? "incident.pdf";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say("The report is made: it is among your downloads.", 5000);
  } catch (error) { say(`There is no report: ${error.message}`, 20_000); } finally { button.disabled = false; }
});
