// Keeps a page up to date from an event stream. An element with data-live="URL" opens it; each event "changed" carries
// the name of what changed and becomes "live:NAME" on the body, which htmx parts wait for
// (hx-trigger="live:stop from:body, live:resync from:body"). After an interruption, or when the server says "resync",
// "live:resync" goes out so that every part is fetched anew. "beat" only says that the line is up.

const QUIET = 45000;                       // milliseconds without any event before the line counts as dead
const WAITS = [1000, 2000, 5000, 10000];   // milliseconds before trying again

class Live {
  constructor(place) {
    this.url = place.dataset.live;
    this.tries = 0;
    this.wasLost = false;
    this.open();
    document.addEventListener("visibilitychange", () => !document.hidden && this.source?.readyState === EventSource.CLOSED && this.again(0));
    window.addEventListener("online", () => this.again(0));
    window.addEventListener("pagehide", () => { clearTimeout(this.timer); clearTimeout(this.watch); this.source?.close(); });
    window.addEventListener("pageshow", (event) => event.persisted && this.again(0));
  }

  open() {
    this.source = new EventSource(this.url);
    this.source.addEventListener("open", () => this.up());
    this.source.addEventListener("error", () => this.lost());
    this.source.addEventListener("beat", () => this.heard());
    this.source.addEventListener("resync", () => { this.heard(); this.tell("resync"); });
    this.source.addEventListener("changed", (event) => { this.heard(); this.tell(event.data); });
    this.source.addEventListener("gone", () => { this.source.close(); clearTimeout(this.watch); location.reload(); });
    this.heard();
  }

  up() {
    this.tries = 0;
    this.say(false);
    if (this.wasLost) this.tell("resync");
    this.wasLost = false;
  }

  heard() {
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

  tell(name) {
    document.body.dispatchEvent(new CustomEvent(`live:${name}`, { bubbles: true }));
  }

  say(lost) {
    document.querySelectorAll("[data-live-state]").forEach((place) => {
      const words = lost ? place.dataset.lost || "" : "";
      if (place.textContent !== words) place.textContent = words;
    });
  }
}

document.querySelectorAll("[data-live]").forEach((place) => new Live(place));

// The time on the room's screen, to the minute, in the zone of the machine that shows it.
document.querySelectorAll("[data-clock]").forEach((clock) => {
  const show = () => {
    const words = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date());
    if (clock.textContent !== words) clock.textContent = words;
  };
  show();
  setInterval(show, 5000);
});
