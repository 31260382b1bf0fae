// Saves a form as it is typed. <form data-autosave="URL"> posts its fields after a pause; an element with data-saved
// inside it says truthfully where things stand. A button with data-saves saves at once, in place. Nothing is kept in the
// browser but the page itself.
//
// The server answers
//   200 {"version": 4, "saved_at": "14:05"}, with {"message": "a sentence"} where more is to say of what was saved, and
//       with {"hints": {"statement": ["a sentence"]}} where hints are on
//   400 or 422 {"message": "a sentence", "errors": {"field": ["a sentence"]}}
//   409 {"version": 5, "fields": {"statement": "the text that was saved elsewhere"}, "words": {"overall": "Meeting"}}
//       (words: how a value is read, where it is not read as it stands)
//   403 {"renew": true}: the form was open over a sign-in; it is given a new token, and sent once more
//   403 or 409 {"message": "a sentence"}: it can be saved no more
// and anything else (a redirect to sign-in, an error, no answer) leaves the text in the page and says so. Without an
// answer it is tried again, ever more seldom; at once when the machine is online again. After a sign-in in another
// window it goes on by itself. A form that was saved is told so by "autosave:saved", with the answer.

const PAUSE = 1200;      // milliseconds without typing before a save
const RETRY = [2000, 4000, 8000, 16000, 30000, 60000];      // milliseconds before trying again without an answer
const MOST_AFTER_LEAVING = 60_000;      // characters that a browser still sends for a page that is left
const session = new BroadcastChannel("plumbline-session");
const NOT_TYPED = ["version", "csrfmiddlewaretoken"];

// The boxes of a field whose value is what is ticked, with spaces between: an empty input with data-ticks stands before
// them.
const boxes = (field) => (field instanceof RadioNodeList && "ticks" in field[0].dataset ? [...field].slice(1) : null);
const valueOf = (field) => boxes(field)?.filter((box) => box.checked).map((box) => box.value).join(" ") ?? field.value;
function put(field, text) {
  const found = boxes(field);
  if (!found) { field.value = text; return; }
  found.forEach((box) => { box.checked = text.split(" ").includes(box.value); });
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.place = form.querySelector("[data-saved]");
    this.busy = false;
    this.tries = 0;
    this.time = "";
    this.kept = this.typedNow();      // what is stored, as far as this page knows
    this.first = { words: this.place?.textContent ?? "", state: this.place?.dataset.state ?? "new" };
    this.dirty = ["refused", "conflict"].includes(this.first.state);      // the page came back with what was not saved
    this.stopped = this.first.state === "conflict";      // a press decides between two texts
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.dirty && this.save());
    session.addEventListener("message", ({ data }) => data === "open" && this.dirty && this.state === "signed-out" && this.save());
    window.addEventListener("beforeunload", (event) => { if (this.dirty || this.busy) event.preventDefault(); });
    window.addEventListener("pageshow", (event) => event.persisted && this.typed());
    document.addEventListener("visibilitychange", () => {
      const waits = document.hidden || this.state === "signed-out";
      if (waits && this.dirty) this.save();
    });
  }

  typedNow() {
    return JSON.stringify([...new FormData(this.form)].filter(([name]) => !NOT_TYPED.includes(name)));
  }

  say(state, values = {}) {
    this.state = state;
    if (!this.place) return;
    const key = "words" + state.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
    const words = values.words || (this.place.dataset[key] || "").replace("{time}", values.time || "");
    this.place.dataset.state = ["signed-out", "offline", "failing"].includes(state) ? "kept" : state;
    if (this.place.textContent !== words) this.place.textContent = words;
  }

  // What stands in the fields is what is stored: said as it was said last, or when the page came.
  sayStored() {
    if (this.time) {
      this.say("saved", { time: this.time });
      if (this.more && this.place) this.place.textContent += ` ${this.more}`;
      return;
    }
    this.state = this.first.state;
    if (!this.place) return;
    this.place.dataset.state = this.first.state;
    this.place.textContent = this.first.words;
  }

  typed() {
    if (this.stopped) return;
    this.dirty = this.busy || this.first.state === "refused" || this.typedNow() !== this.kept;
    if (this.busy) return;
    if (!this.dirty) { clearTimeout(this.timer); this.sayStored(); return; }
    this.say("typing");
    this.later(PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  submitted(event) {
    if (event.submitter?.hasAttribute("data-saves") && !this.stopped) {
      event.preventDefault();
      this.save();
      return;
    }
    if (this.busy) {      // first what is under way, so that nobody is told of another window that is this one
      event.preventDefault();
      event.stopImmediatePropagation();
      this.running.then(() => this.stopped || this.form.requestSubmit(event.submitter));
      return;
    }
    this.dirty = false;
    clearTimeout(this.timer);
  }

  // Once nothing is under way and, as far as that is possible, everything is saved.
  async settled() {
    if (this.busy) await this.running;
    if (this.dirty) await this.save();
  }

  // What was sent by a press did not arrive: it is still to be saved.
  unsent() {
    this.dirty = true;
    this.save();
  }

  save(again = false) {
    if (this.busy || this.stopped) return Promise.resolve();
    this.running = this.send(again);
    return this.running;
  }

  async send(again) {
    clearTimeout(this.timer);
    this.busy = true;
    this.dirty = false;
    this.say("saving");
    const sent = this.typedNow();
    const body = new FormData(this.form);
    let answer;
    try {
      answer = await fetch(this.form.dataset.autosave || this.form.action, {
        method: "POST",
        body,
        redirect: "manual",
        credentials: "same-origin",
        keepalive: sent.length < MOST_AFTER_LEAVING,
        headers: { "Accept": "application/json", "X-Autosave": "1" },
      });
    } catch {
      this.failed(navigator.onLine ? "kept" : "offline", true);
      return;
    }
    await this.answered(answer, sent, again);
  }

  failed(state, retry, values) {
    this.busy = false;
    this.dirty = true;
    this.say(state, values);
    if (retry) this.later(RETRY[Math.min(this.tries++, RETRY.length - 1)]);
  }

  async answered(answer, sent, again) {
    const body = await answer.json().catch(() => null);
    if (answer.ok && body) {
      this.stored(body, sent);
    } else if (answer.status === 409 && body?.fields) {
      this.failed("conflict");
      this.stopped = true;
      this.showBoth(body);
    } else if ((answer.status === 400 || answer.status === 422) && body) {
      this.failed("refused", false, { words: body.message });
      this.showErrors(body.errors || {});
    } else if (answer.status === 403 && body?.renew && !again) {
      if (await this.renewed()) { await this.send(true); } else { this.failed("signed-out"); }
    } else if (answer.type === "opaqueredirect" || answer.status === 401) {
      this.failed("signed-out");
    } else if (answer.status >= 500 || answer.status === 429) {
      this.failed("failing", true);
    } else {
      this.failed("refused", false, { words: body?.message });
      this.stopped = Boolean(body?.message);
    }
  }

  stored(body, sent) {
    this.busy = false;
    this.tries = 0;
    this.kept = sent;
    this.time = body.saved_at;
    this.more = body.message || "";
    this.first.state = "saved";
    this.keepVersion(body.version);
    this.showErrors({});
    this.showHints(body.hints);
    this.dirty = this.typedNow() !== sent;
    if (this.dirty) { this.say("typing"); this.later(PAUSE); } else { this.sayStored(); }
    this.form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: body }));
  }

  // A new token, from any page of whoever is signed in now; nothing where nobody is.
  async renewed() {
    const page = await fetch("/", { redirect: "manual", credentials: "same-origin" }).catch(() => null);
    if (!page?.ok) return false;
    const found = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = found.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!token) return false;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    if (document.body.hasAttribute("hx-headers")) {
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    }
    return true;
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

  // What stands beside a field after it was saved; nothing is changed where the server says nothing of it.
  showHints(hints) {
    if (!hints) return;
    this.form.querySelectorAll("[data-hints]").forEach((place) => {
      const said = (hints[place.dataset.hints] ?? []).map((sentence) => {
        const line = document.createElement("li");
        line.textContent = sentence;
        return line;
      });
      place.querySelector("ul").replaceChildren(...said);
      place.hidden = !said.length;
    });
  }

  control(name) {
    const found = this.form.elements.namedItem(name);
    return found instanceof RadioNodeList ? found[0].closest("fieldset") ?? found[0] : found;
  }

  // Two texts of one field: the reader's stays in the field, the other stands under it, and a press decides.
  showBoth(body) {
    const differing = Object.entries(body.fields).filter(([name, text]) => {
      const field = this.form.elements.namedItem(name);
      return field && "value" in field && valueOf(field) !== text;
    });
    if (!differing.length) { this.settle(body.version); return; }
    const blocks = differing.map(([name, text]) => this.both(name, text, body.words?.[name]));
    const end = (take) => {
      blocks.forEach(({ block, field, text }) => { if (take && "value" in field) put(field, text); block.remove(); });
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

  both(name, text, words) {
    const field = this.form.elements.namedItem(name);
    const block = document.createElement("div");
    block.className = "both";
    const title = document.createElement("p");
    title.className = "strong";
    title.textContent = this.place?.dataset.wordsTheirs || "";
    const other = document.createElement("div");
    other.className = "both-text";
    other.textContent = words ?? (text || (this.place?.dataset.wordsNothing ?? ""));
    block.append(title, other);
    const beside = this.control(name);
    const fold = beside.closest("details");
    if (fold) fold.open = true;
    beside.after(block);
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

// Ctrl S saves what is being written in.
document.addEventListener("keydown", (event) => {
  const form = event.key === "s" && (event.ctrlKey || event.metaKey) && event.target.closest?.("form[data-autosave]");
  if (!form?.autosave) return;
  event.preventDefault();
  form.autosave.save();
});

const watch = (root) => root.querySelectorAll?.("form[data-autosave]").forEach((form) => { form.autosave ??= new Autosave(form); });
watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target.parentElement || event.target));
