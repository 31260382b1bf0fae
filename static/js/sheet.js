// The sheet of an assessment. <button data-fill="VALUE">, a submit button, chooses VALUE on every axis, and overall where
// nothing is chosen, in place: nothing is folded, scrolled or loaded. The form saves itself (autosave.js).

const fill = (button) => {
  const chosen = (name) => button.form.querySelectorAll(`input[type=radio][name="${name}"]:checked`).length > 0;
  const overall = chosen("overall");
  button.form.querySelectorAll("input[type=radio]:not(:disabled)").forEach((point) => {
    if (point.value !== button.dataset.fill) return;
    if (point.name.startsWith("rating-") || (point.name === "overall" && !overall)) point.checked = true;
  });
  button.form.dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fill]");
  if (!button) return;
  event.preventDefault();
  fill(button);
});
