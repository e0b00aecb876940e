// Keeps the countdowns of a page true, and the address of a search short.  Without this file countdowns
// say what was left when the page came, and an address names the empty fields, too.
import { leaveOutWhatIsEmpty } from "./site/address.js";
import { leftInWords } from "./site/left.js";

const EVERY_MS = 1000;
const clocks = [...document.querySelectorAll(".countdown[data-until]")];

function show() {
  for (const clock of clocks) {
    const words = leftInWords(new Date(clock.dataset.until) - Date.now(), document.documentElement.lang);
    if (clock.textContent !== words && words) clock.textContent = words;
  }
}

if (clocks.length) {
  show();
  setInterval(show, EVERY_MS);
}

document.querySelectorAll("form[role=search]").forEach(leaveOutWhatIsEmpty);
