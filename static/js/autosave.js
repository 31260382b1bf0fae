// Saves a form as it is typed. <form data-autosave="URL"> posts its fields after a pause; an element with data-saved
// inside it says truthfully where things stand. Nothing is kept in the browser but the page itself.
//
// The server answers
//   200 {"version": 4, "saved_at": "14:05"}
//   400 or 422 {"message": "a sentence", "errors": {"field": ["a sentence"]}}
//   409 {"version": 5, "fields": {"statement": "the text that was saved elsewhere"}, "words": {"overall": "Meeting"}}
//       (words: how a value is read, where it is not read as it stands)
// and anything else (403, a redirect to sign-in, no answer) leaves the text in the page and says so.

const PAUSE = 1200;      // milliseconds without typing before a save
const RETRY = 8000;      // milliseconds before trying again without a connection

class Autosave {
  constructor(form) {
    this.form = form;
    this.place = form.querySelector("[data-saved]");
    this.dirty = false;
    this.busy = false;
    this.stopped = false;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", () => { this.dirty = false; clearTimeout(this.timer); });
    window.addEventListener("online", () => this.dirty && this.save());
    window.addEventListener("beforeunload", (event) => { if (this.dirty) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save());
  }

  say(state, values = {}) {
    if (!this.place) return;
    const key = "words" + state.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
    const words = values.words || (this.place.dataset[key] || "").replace("{time}", values.time || "");
    this.place.dataset.state = state === "signed-out" ? "kept" : state;
    if (this.place.textContent !== words) this.place.textContent = words;
  }

  typed() {
    if (this.stopped) return;
    this.dirty = true;
    if (!this.busy) this.say("typing");
    this.later(PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    if (this.busy || this.stopped) return;
    clearTimeout(this.timer);
    this.busy = true;
    this.dirty = false;
    this.say("saving");
    let answer;
    try {
      answer = await fetch(this.form.dataset.autosave || this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        redirect: "manual",
        credentials: "same-origin",
        headers: { "Accept": "application/json", "X-Autosave": "1" },
      });
    } catch {
      this.failed("kept", RETRY);
      return;
    }
    await this.answered(answer);
  }

  failed(state, retry, values) {
    this.busy = false;
    this.dirty = true;
    this.say(state, values);
    if (retry) this.later(retry);
  }

  async answered(answer) {
    const body = await answer.json().catch(() => null);
    if (answer.ok && body) {
      this.busy = false;
      this.keepVersion(body.version);
      this.showErrors({});
      if (this.dirty) { this.say("typing"); this.later(PAUSE); } else { this.say("saved", { time: body.saved_at }); }
    } else if (answer.status === 409 && body?.fields) {
      this.failed("conflict");
      this.stopped = true;
      this.showBoth(body);
    } else if ((answer.status === 400 || answer.status === 422) && body) {
      this.failed("refused", 0, { words: body.message });
      this.showErrors(body.errors || {});
    } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.failed("signed-out");
    } else if (answer.status >= 500) {
      this.failed("kept", RETRY);
    } else {
      this.failed("refused", 0, { words: body?.message });
    }
  }

  keepVersion(version) {
    const field = this.form.elements.namedItem("version");
    if (field && version !== undefined) field.value = version;
  }

  showErrors(errors) {
    this.form.querySelectorAll("[data-autosave-error]").forEach((line) => line.remove());
    for (const [name, sentences] of Object.entries(errors)) {
      const field = this.control(name);
      if (!field) continue;
      const line = document.createElement("p");
      line.className = "field-error";
      line.dataset.autosaveError = "";
      line.textContent = [].concat(sentences).join(" ");
      field.before(line);
    }
  }

  control(name) {
    const found = this.form.elements.namedItem(name);
    return found instanceof RadioNodeList ? found[0]?.closest("fieldset") : found;
  }

  // Two texts of one field: the reader's stays in the field, the other stands under it, and a press decides.
  showBoth(body) {
    const differing = Object.entries(body.fields).filter(([name, text]) => {
      const field = this.form.elements.namedItem(name);
      return field && "value" in field && field.value !== text;
    });
    if (!differing.length) { this.settle(body.version); return; }
    const blocks = differing.map(([name, text]) => this.both(this.form.elements.namedItem(name), text, body.words?.[name]));
    const end = (take) => {
      blocks.forEach(({ block, field, text }) => { if (take && "value" in field) field.value = text; block.remove(); });
      this.settle(body.version);
    };
    const choices = document.createElement("div");
    choices.className = "actions";
    choices.append(
      this.button(this.place?.dataset.wordsKeepMine, "button", () => end(false)),
      this.button(this.place?.dataset.wordsTakeTheirs, "button button--second", () => end(true)),
    );
    blocks.at(-1).block.append(choices);
  }

  both(field, text, words) {
    const block = document.createElement("div");
    block.className = "both";
    const title = document.createElement("p");
    title.className = "strong";
    title.textContent = this.place?.dataset.wordsTheirs || "";
    const other = document.createElement("div");
    other.className = "both-text";
    other.textContent = words ?? text;
    block.append(title, other);
    (this.control(field.name || field[0]?.name) || field).after(block);
    return { block, field, text };
  }

  button(label, look, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = look;
    button.textContent = label || "";
    button.addEventListener("click", press);
    return button;
  }

  settle(version) {
    this.keepVersion(version);
    this.stopped = false;
    this.dirty = true;
    this.save();
  }
}

const watch = (root) => root.querySelectorAll?.("form[data-autosave]").forEach((form) => { form.autosave ??= new Autosave(form); });
watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target.parentElement || event.target));
