// Says beside each field what the court's rules say of it, a moment after one stopped typing.
const AFTER_MS = 350;
// A screen reader hears it when one has really stopped.
const ALOUD_AFTER_MS = 1200;

export function checkWhileTyping(form) {
  const state = { timer: 0, aloud: 0, asked: 0, field: "" };
  form.addEventListener("input", (event) => {
    state.field = event.target.name || "";
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(form, state), AFTER_MS);
  });
  form.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-take]");
    if (offer) take(event, form, offer);
  });
}

function take(event, form, offer) {
  event.preventDefault();
  const field = form.elements[offer.dataset.take];
  field.value = offer.value.slice(offer.value.indexOf("=") + 1);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

async function ask(form, state) {
  const asked = (state.asked += 1);
  const answer = await fetch(form.dataset.checkAt, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  }).catch(() => null);
  // An older answer must not overwrite a newer one.
  if (!answer || !answer.ok || asked !== state.asked) return;
  const told = await answer.json();
  for (const place of form.querySelectorAll("[data-check]")) show(form, place, told.fields[place.dataset.check]);
  for (const [name, offers] of Object.entries(told.offers)) offer(form, name, offers);
  clearTimeout(state.aloud);
  state.aloud = setTimeout(() => sayAloud(told.fields[state.field]), ALOUD_AFTER_MS);
}

function show(form, place, fact) {
  const name = place.dataset.check;
  const field = form.elements[name];
  const isRefused = fact !== undefined && fact.verdict === "refused";
  if (fact) place.dataset.verdict = fact.verdict;
  else delete place.dataset.verdict;
  place.textContent = fact ? fact.words : "";
  document.getElementById(`error-${name}`)?.remove();
  field?.classList.toggle("is-invalid", isRefused);
  if (isRefused) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
}

function offer(form, name, offers) {
  const place = form.querySelector(`[data-offers="${name}"]`);
  if (!place) return;
  place.replaceChildren(
    ...offers.map(({ value, words }) => {
      const button = document.createElement("button");
      const label = document.createElement("span");
      button.className = "btn btn-sm btn-outline-secondary";
      button.name = "take";
      button.value = `${name}=${value}`;
      button.dataset.take = name;
      label.className = "visually-hidden";
      label.textContent = ` ${place.dataset.label}`;
      button.append(words, label);
      return button;
    }),
  );
}

function sayAloud(fact) {
  const line = document.getElementById("aloud");
  if (line && fact && line.textContent !== fact.words) line.textContent = fact.words;
}
