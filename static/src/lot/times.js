// Says the court's times in the visitor's own zone, too, where that is another one.
export function showOwnTimes() {
  for (const list of document.querySelectorAll("[data-own-zone]")) {
    for (const time of list.querySelectorAll("time[datetime]")) addOwnTime(time, list.dataset.ownZone);
  }
}

function addOwnTime(time, words) {
  const at = new Date(time.dateTime);
  const [, sign, hours, minutes] = time.textContent.match(/UTC(?:([+\-−])(\d{1,2})(?::(\d{2}))?)?\)/) || [];
  const offset = (sign === "+" ? -1 : 1) * (Number(hours || 0) * 60 + Number(minutes || 0));
  if (at.getTimezoneOffset() === offset) return;
  const said = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  }).format(at);
  const own = document.createElement("span");
  own.className = "own-time";
  own.textContent = `${words} ${said}`;
  time.after(own);
}
