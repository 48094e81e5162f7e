// A sentence at the foot of the page, for a few seconds: shown, and read out by screen readers.

const SHOWN = 6000; // milliseconds

const status = document.createElement("p");
status.className = "told";
status.setAttribute("role", "status");
document.querySelector("main").append(status);

let fading = 0;

export const tell = (sentence) => {
  const typing = document.activeElement?.matches("input, textarea"); // what fails at every key is not read out at each
  if (!typing || status.textContent !== sentence) status.textContent = sentence;
  clearTimeout(fading);
  fading = setTimeout(() => { status.textContent = ""; }, SHOWN);
};
