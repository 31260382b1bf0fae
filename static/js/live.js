// Keeps a page up to date from an event stream. An element with data-live="URL" opens it. The stream says nothing but
// version numbers: "changed" becomes "live:changed" on the body, which htmx parts wait for
// (hx-trigger="live:changed from:body, live:resync from:body"). After an interruption, or when the server says "resync",
// "live:resync" goes out so that every part is fetched anew. "blank" empties every element with data-live-part at once,
// then has them fetched. "gone" loads the page anew. "beat" only says that the line is up.

const QUIET = 45000;                       // milliseconds without any event before the line counts as dead
const WAITS = [1000, 2000, 5000, 10000];   // milliseconds before trying again

class Live {
  constructor(place) {
    this.url = new URL(place.dataset.live, location.href);
    this.tries = 0;
    this.wasLost = false;
    this.late = "";
    this.open();
    document.body.addEventListener("htmx:afterRequest", () => setTimeout(() => this.catchUp()));
    document.addEventListener("visibilitychange", () => !document.hidden && this.source?.readyState === EventSource.CLOSED && this.again(0));
    window.addEventListener("online", () => this.again(0));
    window.addEventListener("pagehide", () => { clearTimeout(this.timer); clearTimeout(this.watch); this.source?.close(); });
    window.addEventListener("pageshow", (event) => event.persisted && this.again(0));
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
    on("gone", () => { this.source.close(); clearTimeout(this.watch); this.empty(); location.reload(); });
    this.heard();
  }

  up() {
    this.tries = 0;
    this.say(false);
    if (this.wasLost) this.tell("resync");
    this.wasLost = false;
  }

  heard(version) {
    if (Number(version)) this.url.searchParams.set("version", version);
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.lost(), QUIET);
  }

  lost() {
    this.wasLost = true;
    this.say(true);
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
    document.body.dispatchEvent(new CustomEvent(`live:${name}`, { bubbles: true }));
  }

  catchUp() {
    const name = this.late;
    this.late = "";
    if (name) this.tell(name);
  }

  say(lost) {
    document.querySelectorAll("[data-live-state]").forEach((place) => {
      const words = lost ? place.dataset.lost || "" : "";
      if (place.textContent !== words) place.textContent = words;
    });
  }
}

document.querySelectorAll("[data-live]").forEach((place) => new Live(place));

// The time on the room's screen, to the minute, in the zone in which the page tells times.
document.querySelectorAll("[data-clock]").forEach((clock) => {
  const show = () => {
    const words = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.clock }).format(new Date());
    if (clock.textContent !== words) clock.textContent = words;
  };
  show();
  setInterval(show, 5000);
});
