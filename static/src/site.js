// Keeps the countdowns of a page true.  Without this file they say what was left when the page came.
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
