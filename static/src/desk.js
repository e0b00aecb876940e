// The court's desk helps while one writes: it saves, checks, fills in and uploads.  Without this file
// every page does the same when its button is pressed.
import { fillFromCalendar } from "./desk/calendar.js";
import { checkWhileTyping } from "./desk/checks.js";
import { takeFiles, sortByDrag } from "./desk/files.js";
import { refresh } from "./desk/fresh.js";
import { saveWhileWriting } from "./desk/saving.js";

const draft = document.getElementById("draft");
const files = document.getElementById("files");

if (draft && draft.querySelector("fieldset:enabled")) {
  checkWhileTyping(draft);
  fillFromCalendar(draft);
  saveWhileWriting(draft, refresh);
}
if (files && files.querySelector("input:enabled, .step-bar")) {
  saveWhileWriting(files, refresh);
  sortByDrag(files);
}
document.querySelectorAll("form[data-uploads]").forEach((form) => takeFiles(form, files));
