// A day of the calendar fills in the times of the round: as long and as late as those that stand there.
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BALANCE_MS = 15 * DAY_MS;

// Times of a form have no zone; all of them are the court's, so their differences are right as UTC.
const read = (text) => (text ? Date.parse(`${text}Z`) : NaN);
const write = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 16);

export function fillFromCalendar(form) {
  document.addEventListener("click", (event) => {
    const day = event.target.closest("a[data-day]");
    if (!day) return;
    event.preventDefault();
    fill(form, day.dataset.day);
  });
}

function fill(form, day) {
  const { opens_at: opens, closes_at: closes, balance_due_at: balance } = form.elements;
  const length = read(closes.value) - read(opens.value);
  const opensAt = read(`${day}T${opens.value.slice(11, 16) || "10:00"}`);
  const closesAt = opensAt + Math.max(Number.isFinite(length) ? length : 0, DAY_MS);
  opens.value = write(opensAt);
  closes.value = write(closesAt);
  balance.value = write(closesAt + BALANCE_MS);
  opens.dispatchEvent(new Event("input", { bubbles: true }));
  opens.focus();
}
