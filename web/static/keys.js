// Keys of one letter, the passage that they act on, and the button on the page for help that turns them off (WCAG 2.1.4): who
// speaks to the computer may press them without meaning to. The choice is kept in this browser.

import { tell } from "./telling.js";

const KEPT = "van-kho.keys";
const actions = new Map();

// What a key does: an action that returns false leaves the key to the browser.
export const key = (letter, action) => actions.set(letter, action);

// The passage at which the reader is: of the match one went to, of the address, or the one that is cited; null where there is none.
export const openPassage = () => document.querySelector("mark.at")?.closest("[data-passage]")
  ?? document.querySelector("[data-passage]:target, :target > [data-passage]")
  ?? document.querySelector("[data-passage].here");

const off = () => {
  try {
    return localStorage.getItem(KEPT) === "off";
  } catch {
    return false; // storage is forbidden
  }
};

const typing = ({ target }) => target.isContentEditable || target.closest("input, textarea, select");

document.addEventListener("keydown", (event) => {
  const action = actions.get(event.key);
  if (!action || typing(event) || event.ctrlKey || event.metaKey || event.altKey || off()) return;
  if (action() !== false) event.preventDefault();
});

const button = document.querySelector("#turn-keys");
if (button) {
  const show = () => { button.textContent = off() ? button.dataset.turnOn : button.dataset.turnOff; };
  button.addEventListener("click", () => {
    try {
      localStorage.setItem(KEPT, off() ? "on" : "off");
      tell(off() ? button.dataset.off : button.dataset.on);
    } catch {
      tell(button.dataset.blocked);
    }
    show();
  });
  button.hidden = false;
  show();
}
