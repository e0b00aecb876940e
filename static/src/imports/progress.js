// Looks how far an import came until it is done, and says so once.  Without scripts the page does so itself.
import { exchange, pageAt } from "./pages.js";

const EVERY_MS = 2000;
const RUNNING = "QUEUED";

export function attachProgress(whenExchanged) {
  if (state() === RUNNING) setTimeout(() => look(whenExchanged), EVERY_MS);
}

function state() {
  return document.querySelector("#report")?.dataset.state;
}

async function look(whenExchanged) {
  const report = document.querySelector("#report");
  // Whoever is reading or writing in the report is not disturbed.
  const isBusy = report.contains(document.activeElement);
  const found = isBusy ? null : await pageAt(location.href);
  if (found?.ok && exchange(found.page, "#report")) whenExchanged();
  if (state() === RUNNING) setTimeout(() => look(whenExchanged), EVERY_MS);
  else document.querySelector("#report-status").textContent = document.querySelector("#report").dataset.done;
}
