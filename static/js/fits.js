// What does not fit its place on the room's screen stands smaller, and where that is not enough the sentence with
// data-goes-on, which comes after it, says that it goes on. The height that something is held to makes its text flow on
// into columns beyond its edge, so that no line is cut in two.

const fits = (one) => one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1;

const look = () => document.querySelectorAll("[data-goes-on]").forEach((said) => {
  const text = said.previousElementSibling;
  said.hidden = true;
  if (!fits(text)) text.classList.add(text.matches(".room-level") ? "room-level--tight" : "room-statement--long");
  said.hidden = fits(text);
});

look();
window.addEventListener("resize", look);
document.fonts.ready.then(look);
document.body.addEventListener("htmx:afterSwap", look);
