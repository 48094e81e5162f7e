// Reading a report, for who has scripts: the section one is in, footnotes beside their marks, from match to match. Nothing needs it.

import { key } from "./keys.js";

const article = document.querySelector("article.document");

// The section that is being read is marked in the outline.
const entries = new Map([...document.querySelectorAll(".outline li a")].map((link) => [link.hash.slice(1), link]));
const headings = [...article.querySelectorAll("h2, h3, h4, h5, h6")].filter((heading) => entries.has(heading.id));
let current = null;

const follow = () => {
  const line = Math.min(innerHeight / 4, 100); // where a heading or a passage comes to lie that a link leads to
  let found = null;
  for (const heading of headings) {
    if (heading.getBoundingClientRect().top > line) break;
    found = heading;
  }
  const link = found && entries.get(found.id);
  if (link === current) return;
  current?.removeAttribute("aria-current");
  current = link;
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const outline = link.closest("nav"); // scrolled by itself: scrollIntoView would move the page as well
  const [inside, around] = [link.getBoundingClientRect(), outline.getBoundingClientRect()];
  if (inside.top < around.top || inside.bottom > around.bottom) outline.scrollTop += inside.top - around.top - around.height / 3;
};

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; follow(); });
}, { passive: true });
follow();

// A footnote's mark opens its words beside it; where a browser cannot, or without scripts, it leads to the list of notes.
if ("popover" in HTMLElement.prototype) {
  const bubble = document.createElement("div");
  let opened = 0;
  bubble.className = "bubble";
  bubble.id = "bubble";
  bubble.popover = "auto";
  bubble.tabIndex = -1;
  bubble.setAttribute("role", "note");
  bubble.setAttribute("aria-labelledby", bubble.id); // so that it is read out once it has the focus
  article.append(bubble);

  const close = () => { if (bubble.matches(":popover-open")) bubble.hidePopover(); };
  // What the focus goes on to is not to lie below it; and its words are in the text a second time only while it is open.
  bubble.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !bubble.contains(relatedTarget)) close(); });
  bubble.addEventListener("toggle", ({ newState }) => { if (newState === "closed") bubble.replaceChildren(); });

  article.addEventListener("click", (event) => {
    const mark = event.target.closest("sup.mark a");
    const note = mark && document.getElementById(mark.hash.slice(1));
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const words = note.cloneNode(true);
    words.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
    words.querySelectorAll("a.back, a.address, .keep").forEach((link) => link.remove());
    const all = document.createElement("a");
    all.href = mark.hash;
    all.textContent = article.dataset.note;
    all.lang = document.documentElement.lang;
    all.addEventListener("click", close);
    bubble.replaceChildren(`${mark.textContent}. `, ...words.childNodes, " ", all);
    close();
    bubble.showPopover({ source: mark }); // the way by Tab leads from the mark through the bubble and on behind the mark
    opened = scrollY;
    const [place, size] = [mark.getBoundingClientRect(), bubble.getBoundingClientRect()];
    const below = place.bottom + size.height + 12 < innerHeight;
    bubble.style.left = `${Math.max(8, Math.min(place.left - 24, innerWidth - size.width - 8))}px`;
    bubble.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - size.height - 6)}px`;
    if (!event.detail) bubble.focus({ preventScroll: true }); // opened by keyboard; who points has it before the eyes
  });
  addEventListener("scroll", () => {
    if (Math.abs(scrollY - opened) > 80) close(); // it stays where its mark was
  }, { passive: true });
}

const hits = [...article.querySelectorAll("mark")];
if (hits.length) walk();

// From match to match, and where they are in the report.
function walk() {
  let at = -1;

  const bar = document.createElement("div");
  bar.className = "matches";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", article.dataset.matches);
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  const button = (sign, name, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", () => go(step));
    return made;
  };

  const tell = () => { told.textContent = `${at < 0 ? "–" : at + 1} / ${hits.length}`; };
  const go = (step) => {
    hits[at]?.classList.remove("at");
    at = (at < 0 && step < 0 ? hits.length - 1 : at + step + hits.length) % hits.length;
    hits[at].classList.add("at");
    hits[at].scrollIntoView({ block: "center" });
    tell();
  };
  bar.append(button("↑", article.dataset.previous, -1), told, button("↓", article.dataset.next, 1));
  article.closest("main").append(bar);
  tell();

  // The map repeats what the bar leads to, so it is for pointers alone.
  const map = document.createElement("div");
  map.className = "map";
  map.setAttribute("aria-hidden", "true");
  const draw = () => {
    const whole = document.documentElement.scrollHeight;
    map.replaceChildren(...hits.map((hit, number) => {
      const tick = document.createElement("i");
      tick.style.top = `${((hit.getBoundingClientRect().top + scrollY) / whole) * 100}%`;
      tick.addEventListener("click", () => { at = number - 1; go(1); });
      return tick;
    }));
  };
  document.body.append(map);
  draw();
  addEventListener("resize", draw);

  key("n", () => go(1));
  key("p", () => go(-1));
  const leave = () => hits[at]?.classList.remove("at"); // a link led elsewhere
  addEventListener("hashchange", leave);
  document.addEventListener("click", (event) => { // also to where the address leads already, which changes no hash
    if (event.target.closest('a[href^="#"]') && !event.defaultPrevented) leave();
  });
}
