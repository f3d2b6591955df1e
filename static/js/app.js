/* Small helpers on top of pages that work without them. */
"use strict";

const live = () => document.getElementById("melding");
let lastWord = 0;

function announce(text) {
  const wait = Math.max(0, 5000 - (Date.now() - lastWord));
  lastWord = Date.now() + wait;
  setTimeout(() => { live().textContent = text; }, wait);
  setTimeout(() => { if (live().textContent === text) live().textContent = ""; }, wait + 8000);
}

/* Light or dark: the device decides until the reader does. The server reads the cookie. */

const root = document.documentElement;
const isDark = () => (root.dataset.bsTheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function showSwitch() {
  document.querySelectorAll("[data-theme-switch]").forEach((item) => {
    item.hidden = (item.querySelector("[data-theme]").dataset.theme === "dark") === isDark();
  });
}

function chooseTheme(theme) {
  root.dataset.bsTheme = theme;
  document.cookie = `thema=${theme};path=/;max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  showSwitch();
}

/* A changed view focuses its heading; what went wrong is said and shown. */

function focusHeading(place) {
  const heading = place.querySelector("[autofocus], .td-errors, h1, h2, h3");
  if (!heading) return;
  if (!heading.matches("a, button, input, select, textarea")) heading.tabIndex = -1;
  heading.focus();
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400 || xhr.status === 422) return;
  if (!/<main id="inhoud"/.test(xhr.responseText)) {
    announce("Dat lukte niet. Er is niets veranderd. Probeer het opnieuw.");
    return;
  }
  event.detail.shouldSwap = true;
  event.detail.isError = false;
  event.detail.target = document.getElementById("inhoud");
  event.detail.selectOverride = "#inhoud";
  event.detail.swapOverride = "outerHTML";
});

document.addEventListener("htmx:afterSwap", (event) => {
  const place = event.detail.target;
  const kept = place.isConnected ? place : document.getElementById("inhoud");
  const words = kept.querySelector("[data-announce]");
  if (words) announce(words.dataset.announce);
  if (!document.activeElement || document.activeElement === document.body) focusHeading(kept);
});

document.addEventListener("htmx:sendError", () => {
  announce("De verbinding viel weg. Uw tekst staat nog op dit scherm. Probeer het zo opnieuw.");
});

/* In a row of links that scrolls, the page you are on is in sight. */

document.querySelectorAll(".td-roomnav [aria-current]").forEach((here) => {
  const row = here.closest("ul");
  const middle = (box) => box.left + box.width / 2;
  row.scrollLeft += middle(here.getBoundingClientRect()) - middle(row.getBoundingClientRect());
});

/* A file that is too large is said at once, before it travels; the server says it too. */

document.addEventListener("change", (event) => {
  const input = event.target.closest("input[type=file][data-largest]");
  if (!input) return;
  const largest = Number(input.dataset.largest);
  const isTooLarge = [...input.files].some((file) => file.size > largest);
  input.setCustomValidity(isTooLarge ? `Dit bestand is groter dan ${Math.floor(largest / 1048576)} MB. Kies een kleiner bestand.` : "");
  if (isTooLarge) input.reportValidity();
});

/* Unsaved work is not lost by accident. */

const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) dirty.add(form);
});

addEventListener("beforeunload", (event) => {
  for (const form of dirty) {
    if (form.isConnected) event.preventDefault();
  }
});

/* Closing, signing and deleting ask once more; the question stands in data-confirm. */

function ask(form, button) {
  const dialog = document.createElement("dialog");
  dialog.className = "td-dialog";
  const heading = document.createElement("h2");
  heading.id = "vraag";
  heading.textContent = button?.dataset.confirm || form.dataset.confirm;
  const row = document.createElement("div");
  row.className = "td-form-foot";
  const yes = document.createElement("button");
  yes.className = "btn btn-primary";
  yes.textContent = form.dataset.confirmYes || button?.textContent.trim() || button?.value || "Doorgaan";
  const no = document.createElement("button");
  no.className = "btn btn-secondary";
  no.textContent = "Terug";
  row.append(yes, no);
  dialog.append(heading, row);
  dialog.setAttribute("aria-labelledby", "vraag");
  document.body.append(dialog);
  yes.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(button || undefined);
  });
  no.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); (button || form).focus(); });
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const asks = form.dataset.confirm || event.submitter?.dataset.confirm;
  if (asks && form.dataset.confirmed !== "yes") {
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, event.submitter);
    return;
  }
  delete form.dataset.confirmed;
  dirty.delete(form);
}, true);

/* Menus close when the reader goes elsewhere. */

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.td-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  const choice = event.target.closest("[data-theme]");
  if (choice) chooseTheme(choice.dataset.theme);
  if (event.target.closest("[data-print]")) print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.td-menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

/* Tables and other details open on paper. */

addEventListener("beforeprint", () => {
  document.querySelectorAll("main details:not([open])").forEach((part) => { part.open = true; part.dataset.paper = "yes"; });
});
addEventListener("afterprint", () => {
  document.querySelectorAll("main details[data-paper]").forEach((part) => { part.open = false; delete part.dataset.paper; });
});

if (matchMedia("(min-width: 992px)").matches) {
  document.querySelectorAll("details[data-wide-open]").forEach((part) => { part.open = true; });
}
document.querySelectorAll("[data-needs-js]").forEach((item) => { item.hidden = false; });
document.querySelector(".td-errors")?.focus();
showSwitch();
