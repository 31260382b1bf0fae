// Writing a version of a framework: a place is opened beside the table, in place. What is being typed is saved before
// another one opens, and the table shows what was saved. Escape leads back to the cell.

const place = () => document.getElementById("draft_open");
const form = () => place()?.querySelector("form[data-autosave]");

// Before another place is opened: what is typed is saved; where it cannot be, it stays on the page.
document.addEventListener("htmx:confirm", (event) => {
  const saving = form()?.autosave;
  if (event.detail.target?.id !== "draft_open" || !saving || !(saving.dirty || saving.busy)) return;
  event.preventDefault();
  saving.settled().then(() => {
    if (saving.dirty) place().scrollIntoView({ block: "start" });
    else event.detail.issueRequest(true);
  });
});

let cell = null;      // the cell that is open

function mark(link) {
  document.querySelectorAll(".draft-cell.is-open").forEach((one) => one.classList.remove("is-open"));
  cell = link?.closest(".draft-cell") ?? null;
  cell?.classList.add("is-open");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[hx-target="#draft_open"]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) mark(link);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "draft_open") return;
  const opened = place();
  if (getComputedStyle(opened).position !== "sticky") opened.scrollIntoView({ block: "start" });
  (opened.querySelector("textarea, input:not([type=hidden]), select") ?? opened).focus({ preventScroll: true });
});

// What was saved of the open cell stands in the table as well.
document.addEventListener("autosave:saved", (event) => {
  const said = cell?.querySelector("[data-said]");
  const fields = event.target.elements;
  const text = fields.namedItem("not_applicable")?.value || fields.namedItem("summary")?.value;
  if (said && text !== undefined) said.textContent = text;
});

function back(event) {
  if (!cell) return;
  event.preventDefault();
  cell.querySelector("a.draft-edit").focus();
  cell.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.("#draft_open")) back(event);
});
document.addEventListener("click", (event) => { if (event.target.closest?.("a[data-back]")) back(event); });

mark(document.querySelector(".draft-cell [aria-current]"));
