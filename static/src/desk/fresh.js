// Takes the parts of a page that follow from what is stored from a fresh copy of it.
async function copyOfPage() {
  const address = new URL(location.href);
  address.searchParams.delete("open");
  address.hash = "";
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Whatever has the focus stays as it is, so that nobody loses their place.
export async function refresh() {
  const page = await copyOfPage();
  if (!page) return;
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const newer = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (newer && !part.contains(document.activeElement)) part.replaceWith(document.importNode(newer, true));
  }
}

// The lists of photos and documents are replaced as a whole; what is being typed into them is kept.
export async function refreshFiles(form) {
  const page = await copyOfPage();
  const newer = page && page.getElementById(form.id);
  if (!newer) return;
  const typed = new Map([...form.querySelectorAll("input[id]")].map((field) => [field.id, field.value]));
  const focused = document.activeElement && form.contains(document.activeElement) ? document.activeElement.id : "";
  form.replaceChildren(...[...newer.childNodes].map((node) => document.importNode(node, true)));
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
  if (focused) document.getElementById(focused)?.focus();
  await refresh();
}
