// Sends a file with its progress, and takes one that is dropped.  Without this file the form sends itself.
import { exchange } from "./pages.js";

export function attachUpload() {
  const form = document.querySelector("form#upload");
  if (!form) return;
  const input = form.elements.file;
  form.addEventListener("submit", (event) => {
    if (isTooLarge(form, input)) event.preventDefault();
    else if (input.files.length) send(event, form);
  });
  input.addEventListener("change", () => isTooLarge(form, input));
  takeDropped(form.querySelector(".drop-file"), form, input);
}

function takeDropped(ground, form, input) {
  ground.querySelector(".drop-hint").hidden = false;
  for (const name of ["dragover", "dragleave", "drop"]) {
    ground.addEventListener(name, (event) => {
      event.preventDefault();
      ground.toggleAttribute("data-over", name === "dragover");
    });
  }
  ground.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    isTooLarge(form, input);
  });
}

function isTooLarge(form, input) {
  const file = input.files[0];
  const words = file && file.size > Number(form.dataset.bytesMax) ? form.dataset.tooLarge : "";
  input.setCustomValidity(words);
  if (words) input.reportValidity();
  return Boolean(words);
}

function send(event, form) {
  event.preventDefault();
  const line = form.querySelector(".progress-line");
  const [words, bar] = [line.querySelector(".words"), line.querySelector("progress")];
  const button = form.querySelector("button:not([type])");
  const request = new XMLHttpRequest();
  line.hidden = false;
  button.disabled = true;
  words.textContent = form.dataset.sending;
  request.upload.onprogress = ({ loaded, total }) => { bar.value = (100 * loaded) / total; };
  request.onerror = () => { words.textContent = form.dataset.failed; button.disabled = false; };
  request.onload = () => answered(request, words, form);
  request.open("POST", form.action);
  request.send(new FormData(form));
}

function answered(request, words, form) {
  if (request.status < 400) {
    location.assign(request.responseURL);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  if (!exchange(page, "#main")) words.textContent = form.dataset.failed;
  attachUpload();
  document.querySelector("#main").focus();
  scrollTo(0, 0);
}
