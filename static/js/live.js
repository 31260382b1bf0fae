// Keeps a page up to date from an event stream. An element with data-live="URL" opens it. The stream says nothing but
// version numbers: "changed" becomes "live:changed" on the body, which htmx parts wait for
// (hx-trigger="live:changed from:body, live:resync from:body"). After an interruption, or when the server says "resync",
// "live:resync" goes out so that every part is fetched anew. "blank" empties every element with data-live-part at once,
// then has them fetched. "gone" loads the page anew. "beat" only says that the line is up. A machine that slept, or whose
// network went without a word, has heard nothing for QUIET: the page says so and comes back at once. A part that could
// not be fetched is fetched again. A fold that was open is open in what replaces it, if it is called the same there;
// so the link, button or fold that had the focus has it in what replaces it.

const QUIET = 12000;                // milliseconds without any event before the line counts as lost
const WAITS = [500, 1000, 1500];    // milliseconds before trying again
const AGAIN = 1000;                 // milliseconds before a part that could not be fetched is fetched again

class Live {
  constructor(place) {
    this.url = new URL(place.dataset.live, location.href);
    this.tries = 0;
    this.isUp = true;
    this.isOld = false;     // whether what is shown may have changed while the line was lost
    this.late = "";
    this.readLast = document.querySelector("[data-says]")?.dataset.says;
    this.open();
    document.body.addEventListener("htmx:afterRequest", (event) => { this.came(event); setTimeout(() => this.catchUp()); });
    document.body.addEventListener("htmx:beforeSwap", () => { this.folds = folds("[open]").map(nameOf); this.focus = focused(); });
    document.body.addEventListener("htmx:afterSwap", () => { this.unfold(); this.refocus(); });
    for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
      document.body.addEventListener(name, (event) => this.failed(event));
    }
    setInterval(() => this.listen(), 1000);
    document.addEventListener("visibilitychange", () => document.hidden || this.listen());
    window.addEventListener("offline", () => this.lost());
    window.addEventListener("online", () => this.again(0));
    window.addEventListener("pagehide", () => { this.left = true; clearTimeout(this.timer); this.source?.close(); });
    window.addEventListener("pageshow", (event) => { this.left = false; if (event.persisted) this.again(0); });
  }

  // Timers stand still while a machine sleeps: what counts is when something was heard.
  listen() {
    if (this.left || Date.now() - this.last < QUIET) return;
    this.lost();
    this.again(0);
  }

  // Until the part has come the page says that what it shows may be old.
  came({ detail }) {
    if (isPart(detail)) setTimeout(() => this.readOut());
    if (!detail.successful || !isPart(detail) || !this.isUp || !this.isAsked) return;
    this.isOld = false;
    this.say();
  }

  // What a part shows now, for who does not see it: said once, when it is another than before.
  readOut() {
    const words = document.querySelector("[data-says]")?.dataset.says;
    const place = document.querySelector("[data-live-says]");
    if (!place || words === this.readLast) return;
    place.textContent = this.readLast = words;
  }

  failed({ detail }) {
    if (!isPart(detail) || (detail.xhr?.status >= 400 && detail.xhr.status < 500)) return;
    this.isOld = true;
    this.say();
    setTimeout(() => this.isUp && this.tell("resync"), AGAIN);
  }

  open() {
    this.source = new EventSource(this.url);
    const on = (name, then) => this.source.addEventListener(name, (event) => { this.heard(event.data); then(); });
    this.source.addEventListener("open", () => this.up());
    this.source.addEventListener("error", () => this.lost());
    on("beat", () => {});
    on("resync", () => this.tell("resync"));
    on("changed", () => this.tell("changed"));
    on("blank", () => { this.empty(); this.tell("resync"); });
    on("gone", () => { this.left = true; this.source.close(); this.empty(); location.reload(); });
    this.heard();
  }

  up() {
    this.tries = 0;
    this.isUp = true;
    this.isAsked = false;
    if (this.isOld) this.tell("resync");
    if (!document.querySelector("[data-live-part]")) this.isOld = false;
    this.say();
  }

  heard(version) {
    if (Number(version)) this.url.searchParams.set("version", version);
    this.last = Date.now();
  }

  lost() {
    this.isUp = false;
    this.isOld = true;
    this.say();
    this.again(WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  again(wait) {
    clearTimeout(this.timer);
    this.source?.close();
    this.timer = setTimeout(() => this.open(), wait);
  }

  empty() {
    document.querySelectorAll("[data-live-part]").forEach((part) => part.replaceChildren());
  }

  // What comes while a part is on its way would be lost with the part it replaces: it is told once that has come.
  tell(name) {
    if (document.querySelector("[data-live-part].htmx-request")) {
      this.late = this.late === "resync" ? this.late : name;
      return;
    }
    this.isAsked = true;
    document.body.dispatchEvent(new CustomEvent(`live:${name}`, { bubbles: true }));
  }

  catchUp() {
    const name = this.late;
    this.late = "";
    if (name) this.tell(name);
  }

  unfold() {
    const names = this.folds || [];
    this.folds = [];
    folds(":not([open])").forEach((fold) => { if (names.includes(nameOf(fold))) fold.open = true; });
  }

  // Who uses only the keyboard stays where they were, if what they stood on is called the same there.
  refocus() {
    const { name } = this.focus || {};
    this.focus = null;
    if (!name || document.activeElement !== document.body) return;
    pressables().find((one) => called(one) === name)?.focus({ preventScroll: true });
  }

  say() {
    document.querySelectorAll("[data-live-state]").forEach((place) => {
      const words = !this.isUp || this.isOld ? place.dataset.lost || "" : "";
      if (place.textContent !== words) place.textContent = words;
    });
  }
}

// The element that asked: the event may come from what has taken its place.
const isPart = ({ requestConfig: asked }) => asked?.verb === "get" && asked.elt.matches("[data-live-part]");

const folds = (which) => [...document.querySelectorAll(`[data-live-part] details${which}`)];
const nameOf = (fold) => fold.querySelector("summary")?.textContent.trim();

const pressables = () => [...document.querySelectorAll("[data-live-part] :is(a, button, summary)")];
const called = (one) => `${one.localName} ${one.textContent.trim()}`;
const focused = () => {
  const one = document.activeElement;
  return one?.matches("[data-live-part] :is(a, button, summary)") ? { name: called(one) } : null;
};

document.querySelectorAll("[data-live]").forEach((place) => new Live(place));

// The time on the room's screen, to the minute, in the zone in which the page tells times; the demo's clock is ahead.
const ahead = () => 1000 * Number(document.querySelector("[data-ahead]")?.dataset.ahead || 0);
document.querySelectorAll("[data-clock]").forEach((clock) => {
  const show = () => {
    const words = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.clock }).format(Date.now() + ahead());
    if (clock.textContent !== words) clock.textContent = words;
  };
  show();
  setInterval(show, 5000);
});
