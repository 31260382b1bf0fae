// The sheet of an assessment. <button data-fill="VALUE">, a submit button, chooses VALUE on every axis, and overall where
// nothing is chosen, in place: nothing is folded, scrolled or loaded. <button data-quote="TEXT"> puts the text, in
// quotation marks, into the statement where the cursor was. Under it stands how many words it has. The form saves itself (autosave.js).

const fill = (button) => {
  const chosen = (name) => button.form.querySelectorAll(`input[type=radio][name="${name}"]:checked`).length > 0;
  const overall = chosen("overall");
  button.form.querySelectorAll("input[type=radio]:not(:disabled)").forEach((point) => {
    if (point.value !== button.dataset.fill) return;
    if (point.name.startsWith("rating-") || (point.name === "overall" && !overall)) point.checked = true;
  });
  button.form.dispatchEvent(new Event("change", { bubbles: true }));
};

const written = new WeakSet();      // the statements in which a cursor was set
document.addEventListener("focusin", ({ target }) => { if (target.name === "statement") written.add(target); });

const quote = (button) => {
  const field = button.closest("form").elements.namedItem("statement");
  const [from, to] = written.has(field) ? [field.selectionStart, field.selectionEnd] : [field.value.length, field.value.length];
  const before = from > 0 && !/\s$/.test(field.value.slice(0, from)) ? " " : "";
  const after = /^\s/.test(field.value.slice(to)) ? "" : " ";
  field.setRangeText(`${before}“${button.dataset.quote.trim()}”${after}`, from, to, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

document.addEventListener("click", (event) => {
  const quoted = event.target.closest("button[data-quote]");
  if (quoted) quote(quoted);

  const button = event.target.closest("button[data-fill]");
  if (!button) return;
  event.preventDefault();
  fill(button);
});

document.addEventListener("input", ({ target }) => {
  const budget = target.name === "statement" && target.form?.querySelector("[data-budget]");
  if (!budget) return;
  const words = target.value.split(/\s+/).filter(Boolean).length;
  budget.querySelector("[data-count]").textContent = words;
  budget.classList.toggle("is-over", words > Number(budget.dataset.budget));
});
