// A day of the calendar fills in the times of a round that opens then.  Which these are the server says,
// which knows the law and the clock of the court; when it does not answer, the link of the day is followed.
const TIMES = ["opens_at", "closes_at", "balance_due_at"];

export function fillFromCalendar(form) {
  document.addEventListener("click", async (event) => {
    const day = event.target.closest("a[data-day]");
    if (!day) return;
    event.preventDefault();
    const times = await timesOf(form, day.dataset.day);
    if (times) fill(form, times);
    else location.assign(day.href);
  });
}

async function timesOf(form, day) {
  const answer = await fetch(`${form.dataset.checkAt}?open=${day}`, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  }).catch(() => null);
  const told = answer && answer.ok ? await answer.json() : null;
  return told && told.chosen.opens_at ? told.chosen : null;
}

function fill(form, times) {
  for (const name of TIMES) form.elements[name].value = times[name];
  form.elements.opens_at.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.opens_at.focus();
}
