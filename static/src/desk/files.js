// Sends files one after the other, each with its own progress; photos change places by dragging.
import { refreshFiles } from "./fresh.js";

// A lot has no more; the platform refuses what goes beyond.
const FILES_MAX = 30;

export function takeFiles(form, list) {
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button:not([name])");
  button.hidden = true;
  input.addEventListener("change", () => begin(form, list, [...input.files]));
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.dataset.over = "yes";
  });
  form.addEventListener("dragleave", () => delete form.dataset.over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    begin(form, list, [...event.dataTransfer.files]);
  });
}

async function begin(form, list, files) {
  const place = form.querySelector(".uploads");
  place.hidden = false;
  place.replaceChildren();
  const lines = files.slice(0, FILES_MAX).map((file) => ({ file, line: lineOf(place, file) }));
  const title = files.length === 1 ? form.elements.document_title?.value : "";
  for (const { file, line } of lines) await send(form, file, line, title);
  form.reset();
  await refreshFiles(list);
}

function lineOf(place, file) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  const progress = document.createElement("progress");
  const verdict = document.createElement("span");
  name.textContent = file.name;
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", file.name);
  verdict.className = "field-check";
  line.append(name, progress, verdict);
  place.append(line);
  return { progress, verdict };
}

function send(form, file, { progress, verdict }, title) {
  const say = (state, words) => {
    verdict.dataset.verdict = state;
    verdict.textContent = words;
    progress.hidden = true;
  };
  if (file.size > Number(form.dataset.bytesMax)) {
    say("refused", form.dataset.tooBig);
    return Promise.resolve();
  }
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      if (request.status === 200) say("fine", form.dataset.taken);
      else say("refused", request.response?.words || form.dataset.failed);
      resolve();
    });
    request.send(bodyOf(form, file, title));
  });
}

function bodyOf(form, file, title) {
  const body = new FormData();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  body.append("csrf_token", form.elements.csrf_token.value);
  // An id of its own, made before the first try, so that a file that is sent again is added once.
  body.append("once", [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  body.append(form.dataset.uploads, file);
  if (title) body.append("document_title", title);
  return body;
}

export function sortByDrag(form) {
  let dragged = null;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-sortable] > li");
  });
  form.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest("[data-sortable] > li")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const target = event.target.closest("[data-sortable] > li");
    if (!dragged || !target) return;
    event.preventDefault();
    moveTo(form, dragged, [...target.parentElement.children].indexOf(target) + 1);
    dragged = null;
  });
}

async function moveTo(form, line, place) {
  const body = new FormData(form);
  body.append("to", String(place));
  const answer = await fetch(line.dataset.move, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  }).catch(() => null);
  if (answer && answer.ok) await refreshFiles(form);
}
