// A form that is sent again after signing in in another tab: its token is of the time before. A new one is taken from any
// page of whoever is signed in now; where nobody is, the site answers with this page once more, and nothing is lost.

for (const form of document.querySelectorAll("form[data-again]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const page = await fetch("/", { redirect: "manual", credentials: "same-origin" }).catch(() => null);
    const text = page?.ok ? await page.text() : "";
    const token = new DOMParser().parseFromString(text, "text/html").querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (token) form.elements.namedItem("csrfmiddlewaretoken").value = token;
    HTMLFormElement.prototype.submit.call(form);  // a field may be called "submit"
  });
}
