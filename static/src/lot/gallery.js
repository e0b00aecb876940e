// Shows a photo large in a dialog: arrow keys, Home, End and a swipe go on, Escape closes, and the focus
// returns to the picture from which it came.
const SWIPE_PX_MIN = 40;
const KEYS = { ArrowLeft: (at) => at - 1, ArrowRight: (at) => at + 1, Home: () => 0, End: (_, last) => last };

export function openGalleries() {
  for (const gallery of document.querySelectorAll("[data-gallery]")) openGallery(gallery);
}

function openGallery(gallery) {
  const main = gallery.querySelector("[data-large]");
  const thumbs = [...gallery.querySelectorAll("[data-photo]")];
  const photos = thumbs.length ? thumbs.map(photoOf) : [photoOf(main)];
  const dialog = gallery.querySelector("dialog");
  const large = dialog.querySelector("img");
  let at = 0;
  let cameFrom = main;

  function show(wanted) {
    at = (wanted + photos.length) % photos.length;
    large.src = photos[at].address;
    large.alt = photos[at].words;
    dialog.querySelector("figcaption").textContent = photos[at].words;
    dialog.querySelector(".gallery-count").textContent = gallery.dataset.count
      .replace("{place}", at + 1)
      .replace("{count}", photos.length);
  }

  function mark(place) {
    for (const thumb of thumbs) thumb.removeAttribute("aria-current");
    thumbs[place]?.setAttribute("aria-current", "true");
  }

  function choose(place) {
    mark(place);
    main.href = photos[place].address;
    main.querySelector("img").src = photos[place].address;
    main.querySelector("img").alt = photos[place].words;
    gallery.querySelector(".gallery-main figcaption").textContent = photos[place].words;
    at = place;
  }

  function open(event, place) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    cameFrom = event.currentTarget;
    show(place);
    dialog.showModal();
  }

  for (const button of dialog.querySelectorAll("[data-step]")) {
    button.hidden = photos.length < 2;
    button.addEventListener("click", () => show(at + Number(button.dataset.step)));
  }
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (!KEYS[event.key]) return;
    event.preventDefault();
    show(KEYS[event.key](at, photos.length - 1));
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    choose(at);
    (thumbs.includes(cameFrom) ? thumbs[at] : main).focus();
  });
  mark(0);
  onSwipe(large, (step) => show(at + step));
  main.addEventListener("click", (event) => open(event, at));
  thumbs.forEach((thumb, place) => {
    thumb.addEventListener("click", (event) => open(event, place));
    thumb.addEventListener("keydown", (event) => walk(event, thumbs, place));
  });
}

function photoOf(link) {
  return { address: link.href, words: link.dataset.words || link.querySelector("img").alt };
}

function walk(event, thumbs, place) {
  const next = KEYS[event.key] && thumbs[KEYS[event.key](place, thumbs.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function onSwipe(element, step) {
  let from = null;
  element.addEventListener("pointerdown", (event) => (from = event.clientX));
  element.addEventListener("pointerup", (event) => {
    const moved = from === null ? 0 : event.clientX - from;
    from = null;
    if (Math.abs(moved) >= SWIPE_PX_MIN) step(moved < 0 ? 1 : -1);
  });
  element.addEventListener("dragstart", (event) => event.preventDefault());
}
