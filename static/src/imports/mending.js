// Mends a refused row where it stands in the report.  Without this file its link opens a page of its own.
import { exchange, pageAt } from "./pages.js";

export function attachMending() {
  for (const link of document.querySelectorAll("[data-mend]")) {
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.getAttribute("aria-expanded") === "true") close(link);
      else open(link);
    });
  }
}

function placeOf(link) {
  return link.closest("li");
}

function close(link) {
  placeOf(link).querySelector(".import-mending")?.remove();
  link.setAttribute("aria-expanded", "false");
  link.focus();
}

async function open(link) {
  const found = await pageAt(link.href);
  const form = found?.page.querySelector("[data-mend-form]");
  if (!form) {
    location.assign(link.href);
    return;
  }
  const others = document.querySelectorAll('[data-mend][aria-expanded="true"]');
  others.forEach((other) => close(other));
  link.setAttribute("aria-expanded", "true");
  // The row says already why it was refused.
  show(link, found.page, form, null);
}

function show(link, page, form, alert) {
  const row = placeOf(link);
  row.querySelector(".import-mending")?.remove();
  const ground = document.createElement("div");
  ground.className = "import-mending";
  if (alert) ground.append(document.adoptNode(alert));
  const line = page.querySelector(".line-text");
  if (line) ground.append(document.adoptNode(line));
  // The next row is the next in the list here.
  form.querySelector(".btn-row a")?.remove();
  ground.append(document.adoptNode(form));
  row.append(ground);
  form.addEventListener("submit", (event) => mend(event, link, form));
  (form.querySelector("[aria-invalid]") ?? form.querySelector("input[type=text]")).focus();
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") close(link); });
}

async function mend(event, link, form) {
  event.preventDefault();
  const found = await pageAt(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!found) {
    form.submit();
    return;
  }
  const refused = found.page.querySelector("[data-mend-form]");
  if (!found.ok && refused) show(link, found.page, refused, found.page.querySelector("#main [role=alert]"));
  else if (!found.ok) location.assign(link.href);
  else await taken(placeOf(link));
}

/** Show the report as it is now, and go on to the next row that is to be mended. */
async function taken(row) {
  const found = await pageAt(location.href);
  if (!found?.ok || !exchange(found.page, "#report")) {
    location.reload();
    return;
  }
  attachMending();
  const links = [...document.querySelectorAll("[data-mend]")];
  const following = links.find((link) => numberOf(placeOf(link)) > numberOf(row)) ?? links[0];
  const words = document.querySelector(`#${row.id} .badge`)?.textContent;
  document.querySelector("#report-status").textContent = words ?? "";
  (following ?? document.querySelector("#main")).focus();
}

function numberOf(row) {
  return Number(row.id.split("-")[1]);
}
