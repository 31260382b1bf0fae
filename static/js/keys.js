// Keys of a page: "?" shows them; arrows move along a list or a line; an element with data-key is pressed by its key, one
// that is folded away only once its fold is open.
// Single keys can be switched off (a preference of this browser, nothing else is kept).

const PREFERENCE = "plumbline-keys";
const overlay = document.getElementById("keys");
const tick = overlay?.querySelector("[data-keys-on]");

const preference = {
  get on() { try { return localStorage.getItem(PREFERENCE) !== "off"; } catch { return true; } },
  set on(value) { try { localStorage.setItem(PREFERENCE, value ? "on" : "off"); } catch { /* stays on */ } },
};

const isTyping = (target) => target.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

function move(target, step) {
  const list = target.closest?.("[data-keys], .line");
  if (!list) return false;
  const stops = [...list.querySelectorAll("a[href], button:not(:disabled), [tabindex='0']")].filter((stop) => stop.offsetParent);
  const next = stops[stops.indexOf(document.activeElement) + step];
  next?.focus();
  return Boolean(next);
}

// j and k go from one element with data-walk to the next, from the one that is nearest to the top of the window on.
function walk(event) {
  const step = { j: 1, k: -1 }[event.key];
  const stops = step ? [...document.querySelectorAll("[data-walk]")] : [];
  if (!stops.length) return false;
  const focused = stops.indexOf(document.activeElement);
  const above = stops.filter((stop) => stop.getBoundingClientRect().top < 1).length - 1;
  const next = stops[focused >= 0 ? focused + step : above + (step > 0 ? 1 : 0)];
  event.preventDefault();
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start" });
  return true;
}

function openFoldedForPrint() {
  document.querySelectorAll("details:not([open])").forEach((fold) => { fold.open = true; fold.dataset.closeAfterPrint = ""; });
}

function closeFoldedAfterPrint() {
  document.querySelectorAll("[data-close-after-print]").forEach((fold) => { fold.open = false; delete fold.dataset.closeAfterPrint; });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "?" && overlay) {
    if (overlay.open) overlay.close(); else overlay.showModal();
    event.preventDefault();
    return;
  }
  if (overlay?.open) return;
  if (event.target.matches?.("input[type=radio]")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (move(event.target, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    return;
  }
  if (!preference.on || event.key.length !== 1) return;
  if (walk(event)) return;
  const keyed = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`)];
  const pressed = keyed.find((one) => one.matches("summary") || !one.closest("details:not([open])"));
  if (pressed) { event.preventDefault(); pressed.focus(); pressed.click(); }
});

if (tick) {
  tick.checked = preference.on;
  tick.addEventListener("change", () => { preference.on = tick.checked; });
}
document.querySelectorAll("[data-open-keys]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => overlay?.showModal());
});
window.addEventListener("beforeprint", openFoldedForPrint);
window.addEventListener("afterprint", closeFoldedAfterPrint);

// A form that came back with errors: the summary is read first.
document.getElementById("errors")?.focus();
