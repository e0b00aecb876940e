// Pages of ours, fetched and put in the place of a part of the one that is open.

/** Return the page behind an address, or nothing when it cannot be had. */
export async function pageAt(address, options = {}) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    const text = await answer.text();
    return { address: answer.url, ok: answer.ok, page: new DOMParser().parseFromString(text, "text/html") };
  } catch {
    return null;
  }
}

/** Put the part of another page in the place of ours; say whether both have it. */
export function exchange(page, selector) {
  const ours = document.querySelector(selector);
  const theirs = page.querySelector(selector);
  if (!ours || !theirs) return false;
  ours.replaceWith(document.adoptNode(theirs));
  return true;
}
