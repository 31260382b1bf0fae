// Reading frameworks. The arrows go between levels and axes: over the table of a framework, and on a role's page from axis to
// axis (up, down) and from level to level (left, right), staying at the axis. A press on a link that stays copies it.
// From the words that are looked for, the arrow down goes to what was found.

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const plain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
const backwards = () => document.documentElement.dir === "rtl";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function arrow(event) {
  const [down, right] = ARROWS[event.key];
  return [down, backwards() ? -right : right];
}

const stop = (cell) => cell?.querySelector("th > a, a.rung-code, a.rung-head, a.draft-edit") ?? cell;

// Within the table: a cell is where its row and its column meet.
function inTable(event, cell) {
  const [down, right] = arrow(event);
  const row = cell.parentElement;
  const rows = [...cell.closest("table").rows];
  const at = [...row.cells].indexOf(cell);
  const target = down ? rows[rows.indexOf(row) + down] : row;
  const next = target?.cells[down ? Math.min(at, target.cells.length - 1) : at + right];
  if (!next) return;
  event.preventDefault();
  stop(next).focus();
}

function onRole(event, section) {
  const [down, right] = arrow(event);
  if (right) {
    const way = document.querySelector(right > 0 ? "a[rel=next]" : "a[rel=prev]");
    if (!way) return;
    event.preventDefault();
    location.assign(way.href.split("#")[0] + (section ? `#${section.id}` : ""));
    return;
  }
  if (!section) return;
  const stops = [...document.querySelectorAll("[data-walk]")];
  const next = stops[stops.indexOf(section) + down];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !plain(event) || document.querySelector("dialog[open]")) return;
  if (event.target.id === "seek" && event.key === "ArrowDown") {
    const first = document.querySelector("#framework_search a[href]");
    if (first) { event.preventDefault(); first.focus(); }
    return;
  }
  if (isTyping(event.target)) return;
  const cell = event.target.closest?.(".rungs td, .rungs th");
  if (cell && event.key === "Enter" && event.target === cell && cell.dataset.at) {
    location.assign(cell.parentElement.querySelector("a.rung-code").href.split("#")[0] + cell.dataset.at);
    return;
  }
  if (!ARROWS[event.key]) return;
  if (cell) inTable(event, cell);
  else if (!event.target.closest?.(".line, [data-keys]")) onRole(event, event.target.closest?.("[data-walk]"));
});

// A drawing as a picture: the browser draws the file, twice as large, and gives it to its reader.
function picture(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onerror = reject;
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject()), "image/png");
    };
    image.src = address;
  });
}

async function download(link) {
  const blob = await picture(link.href).catch(() => null);
  if (!blob) { location.assign(link.href); return; }
  const from = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "radar.png" });
  from.click();
  setTimeout(() => URL.revokeObjectURL(from.href), 10_000);
}

document.querySelectorAll("a[data-png]").forEach((link) => {
  link.hidden = false;
  link.addEventListener("click", (event) => { event.preventDefault(); download(link); });
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-copy]");
  if (!link || !plain(event) || event.button !== 0 || !navigator.clipboard) return;
  event.preventDefault();
  try { await navigator.clipboard.writeText(link.href); } catch { location.assign(link.href); return; }
  link.parentElement.querySelector(":scope > .permalink-said")?.remove();
  const said = Object.assign(document.createElement("span"), { className: "permalink-said note" });
  said.setAttribute("role", "status");
  link.after(said);
  said.textContent = ` ${link.dataset.copy}`;
  setTimeout(() => said.remove(), 3000);
});
