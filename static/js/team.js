// The board of one's team. <a data-opens="ID">, a link to a page, opens the row of that id in place with a part of the
// page, and closes it again; what was typed there stays in the page. <form data-after-saving> is sent once every sheet
// that is being typed in was saved.

const plain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
const sheets = () => [...document.querySelectorAll("form[data-autosave]")].map((form) => form.autosave).filter(Boolean);

function set(link, open) {
  const row = document.getElementById(link.dataset.opens);
  row.hidden = !open;
  link.setAttribute("aria-expanded", String(open));
}

// A part of a page, or null where there is none to be had: no connection, signed out, refused, a whole page instead.
async function part(address, more = {}) {
  const answer = await fetch(address, { redirect: "manual", headers: { "HX-Request": "true" }, ...more }).catch(() => null);
  if (!answer || ![200, 400, 409].includes(answer.status)) return null;
  const text = await answer.text();
  return /^\s*<!doctype/i.test(text) ? null : { text, changes: answer.headers.has("HX-Trigger") };
}

function put(place, found) {
  window.htmx.swap(place, found.text, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
  if (found.changes) window.htmx.trigger(document.body, "team-changed");
}

async function toggle(link) {
  const row = document.getElementById(link.dataset.opens);
  const place = row.firstElementChild;
  if (!row.hidden) { set(link, false); link.focus(); return; }
  if (!place.childElementCount) {
    const found = await part(link.href);
    if (!found) { location.assign(link.href); return; }      // then as a page of its own
    put(place, found);
  }
  set(link, true);
  const first = ["input[type=radio]:checked", "input[type=radio]", "a, button"].map((one) => place.querySelector(one)).find(Boolean);
  (first ?? link).focus();
}

// A button within an opened row: its answer is shown there, also where something is missing or came too late.
async function press(form, button) {
  const place = form.closest("td");
  const found = await part(button.formAction, { method: "POST", body: new FormData(form) });
  if (found) {
    put(place, found);
    const wrong = place.querySelector(".has-error, .notice--attention");
    (wrong?.querySelector("input, textarea") ?? place.querySelector("button, a"))?.focus();
  } else if (form.autosave) {
    form.autosave.unsent();      // which says why
  } else {
    location.reload();
  }
}

document.querySelectorAll("a[data-opens]").forEach((link) => {
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-controls", link.dataset.opens);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens]");
  if (!link || !plain(event)) return;
  event.preventDefault();
  toggle(link);
});

document.addEventListener("keydown", (event) => {
  const row = event.key === "Escape" && event.target.closest?.(".team-open");
  const link = row && document.querySelector(`a[data-opens="${row.id}"]`);
  if (link && !document.querySelector("dialog[open]")) toggle(link);
});

// A sheet was saved: its row says how it stands now.
document.addEventListener("autosave:saved", ({ target, detail }) => {
  const key = target.dataset.of;
  const state = key && document.getElementById(`state-${key}`);
  if (!state || !detail.state) return;
  const wants = document.createElement("span");
  wants.className = "soft";
  wants.textContent = detail.wants && `, ${detail.wants}`;
  state.replaceChildren(detail.state, wants);
  const chosen = target.querySelector('input[name="overall"]:checked');
  const now = document.getElementById(`now-${key}`);
  if (!chosen || !now) return;
  const rating = document.createElement("span");
  rating.className = `rating is-${chosen.dataset.standing || "none"}`;
  rating.append(...[...chosen.parentElement.children].slice(1).map((part) => part.cloneNode(true)));
  now.replaceChildren(rating);
});

document.addEventListener("submit", (event) => {
  if (!event.submitter?.hasAttribute("data-in-place")) return;
  event.preventDefault();
  press(event.target, event.submitter);
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-after-saving]");
  const open = sheets().filter((sheet) => sheet.dirty || sheet.busy);
  if (!form || !open.length) return;
  event.preventDefault();
  await Promise.all(open.map((sheet) => sheet.settled()));
  const left = sheets().find((sheet) => sheet.dirty || sheet.busy);
  if (!left) { form.submit(); return; }
  const link = document.querySelector(`a[data-opens="${left.form.closest(".team-open")?.id}"]`);
  if (link) set(link, true);
  left.form.scrollIntoView({ block: "nearest" });
});
