// A page is not left on the screen once its session has ended: by itself, or by signing out in another tab. It is asked
// for anew, which leads to sign-in. A page with words that nothing has saved yet stays as it is: what is typed is not
// lost. Tabs tell each other; nothing is kept in the browser.
//
// <body data-session-minutes="480"> stands on pages of who is signed in, <body data-session-ended> on those of nobody;
// neither on the answer to a form, which may hold what was typed.

const line = new BroadcastChannel("plumbline-session");
const minutes = Number(document.body.dataset.sessionMinutes);
let timer;

const isChanged = (field) => {
  if (field.type === "hidden") return false;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
};

// Forms that save themselves know it (autosave.js); of the others the fields are asked.
function isUnsaved(form) {
  if (form.autosave) return form.autosave.dirty || form.autosave.busy;
  return [...form.elements].some((field) => field.matches("input, textarea, select") && isChanged(field));
}

function end() {
  if ([...document.querySelectorAll("form[method=post]")].some(isUnsaved)) return;
  location.replace(location.pathname + location.search);
}

function begin() {
  clearTimeout(timer);
  timer = setTimeout(end, Math.min(minutes * 60_000 + 5_000, 2 ** 31 - 1));      // a longer one would end at once
}

// Whatever a page of this site asks moves the end of the session on, for every tab; an event stream does not.
function seen() {
  begin();
  line.postMessage("seen");
}

if (minutes) {
  seen();
  line.postMessage("open");      // somebody is signed in: what waits for that is saved (autosave.js)
  line.addEventListener("message", ({ data }) => (data === "ended" ? end() : begin()));
  new PerformanceObserver((list) => {
    if (list.getEntries().some(({ initiatorType }) => ["fetch", "xmlhttprequest"].includes(initiatorType))) seen();
  }).observe({ type: "resource" });
} else if ("sessionEnded" in document.body.dataset) {
  line.postMessage("ended");
}
