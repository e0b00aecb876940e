// Saves a form some time after one stopped typing, says when it did, and warns who leaves too early.
const AFTER_MS = 1500;
const AGAIN_MS = 5000;
// An hour of trying; then the person must press the button.
const RETRIES_MAX = 720;

export function saveWhileWriting(form, saved) {
  const state = { dirty: false, stopped: false, timer: 0, flight: null, edits: 0, retries: 0 };
  form.addEventListener("input", () => written(form, state, saved));
  form.addEventListener("submit", (event) => submitted(event, form, state));
  window.addEventListener("beforeunload", (event) => {
    if (state.dirty) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && state.dirty && !state.stopped) save(form, state, saved);
  });
}

// The line is there again whenever the form's contents were renewed.
function tell(form, name, words = "") {
  const line = form.querySelector(".saved");
  if (!line) return;
  line.dataset.state = name;
  line.textContent = words || form.dataset[name] || "";
}

function written(form, state, saved) {
  state.dirty = true;
  state.edits += 1;
  if (state.stopped) return;
  tell(form, "unsaved");
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form, state, saved), AFTER_MS);
}

// A save that is under way names the version that this one must follow.
async function submitted(event, form, state) {
  clearTimeout(state.timer);
  state.dirty = false;
  if (!state.flight) return;
  event.preventDefault();
  await state.flight;
  state.dirty = false;
  form.requestSubmit(event.submitter?.isConnected ? event.submitter : null);
}

function save(form, state, saved) {
  if (state.flight) return;
  clearTimeout(state.timer);
  state.flight = send(form, state, saved).finally(() => {
    state.flight = null;
  });
}

async function send(form, state, saved) {
  const edits = state.edits;
  tell(form, "saving");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    const told = await answer.json();
    if (!answer.ok) return refused(form, state, answer.status, told);
    taken(form, told);
    state.retries = 0;
    if (state.edits === edits) {
      state.dirty = false;
      tell(form, "saved", told.words);
      await saved().catch(() => {});
    } else {
      state.timer = setTimeout(() => save(form, state, saved), AFTER_MS);
    }
  } catch {
    failed(form, state, saved);
  }
}

function taken(form, told) {
  for (const name of ["version", "mark"]) {
    const field = form.elements[name];
    if (field && told[name] !== undefined) field.value = told[name];
  }
}

function refused(form, state, status, told) {
  tell(form, "refused", told.words);
  if (status !== 409) return;
  // Somebody else wrote, or proposed the lot: nothing more is saved until the person has seen that.
  state.stopped = true;
  const button = document.createElement("button");
  button.className = "btn btn-sm btn-outline-danger";
  button.name = "go";
  button.value = "stay";
  button.textContent = told.look || form.dataset.both;
  form.querySelector(".saved").append(" ", button);
}

function failed(form, state, saved) {
  tell(form, "failed");
  state.retries += 1;
  if (state.retries <= RETRIES_MAX) state.timer = setTimeout(() => save(form, state, saved), AGAIN_MS);
}
