// The waiting page looks by itself whether the deposit has been confirmed; without this file
// people press "Look again".  The page is only replaced when its step has changed.
"use strict";
(() => {
  const LOOK_EVERY_MS = 3000;
  const LOOKS_MAX = 400;
  let looks = 0;
  // Money that went back changes no step; the page says so in an alert.
  const stepOf = (page) => [...page.querySelectorAll("[data-step], [role=alert]")].map((part) => part.textContent).join();
  const before = stepOf(document);
  const look = async () => {
    looks += 1;
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && stepOf(page) !== before) {
        location.replace(location.pathname);
        return;
      }
    } catch {
      // The network is away; the next look comes anyway.
    }
    if (looks < LOOKS_MAX) setTimeout(look, LOOK_EVERY_MS);
  };
  setTimeout(look, LOOK_EVERY_MS);
})();
