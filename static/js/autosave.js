/* Text that saves itself: a copy stays on this device until the server says it has it. */
"use strict";

const PAUSE = 1500;
const RETRY = 5000;
const A_DAY = 24 * 60 * 60 * 1000;
const PREFIX = "td-concept:";
const waiting = new WeakMap();
const afterwards = new WeakMap();

const formOf = (event) => event.target.closest?.("form[data-autosave]");
const keyOf = (form) => PREFIX + form.dataset.autosave;
const stateOf = (form) => document.querySelector(`#stand-${form.id} [data-save-state]`);

function say(form, text, look) {
  const state = stateOf(form);
  if (!state) return;
  state.textContent = text;
  state.className = `dl-saved ${look || ""}`;
}

/* Everything the writer can change; the version and the token are the server's. */
function fieldsOf(form) {
  const fields = {};
  for (const part of form.elements) {
    if (!part.name || ["hidden", "submit", "button"].includes(part.type) || part.tagName === "BUTTON") continue;
    if (part.type === "radio") { if (part.checked) fields[part.name] = part.value; }
    else fields[part.name] = part.type === "checkbox" ? part.checked : part.value;
  }
  return fields;
}

function fill(form, fields) {
  for (const part of form.elements) {
    if (!(part.name in fields) || part.type === "hidden") continue;
    if (part.type === "radio") part.checked = part.value === fields[part.name];
    else if (part.type === "checkbox") part.checked = fields[part.name];
    else part.value = fields[part.name];
  }
}

function keep(form) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ fields: fieldsOf(form), at: Date.now() }));
  } catch { /* a full or closed store: the text is still on the screen */ }
}

function kept(form) {
  try {
    const copy = JSON.parse(localStorage.getItem(keyOf(form)));
    return copy && Date.now() - copy.at < A_DAY ? copy : null;
  } catch { return null; }
}

const forget = (key) => { try { localStorage.removeItem(PREFIX + key); } catch { /* nothing kept */ } };

function save(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  if (!form.isConnected || !window.htmx) return;
  if (document.querySelector(".dl-conflict")) return;
  form.dataset.sent = JSON.stringify(fieldsOf(form));
  window.htmx.trigger(form, "save-now");
}

function later(form, pause) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), pause));
}

/* Typing waits a moment; a choice is saved at once; what is filled in unticks "geen". */

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (!form) return;
  const none = form.elements.has_no_minority_view;
  if (none && event.target.name === "minority_view" && event.target.value) none.checked = false;
  keep(form);
  say(form, "Nog niet opgeslagen", "is-waiting");
  later(form, ["radio", "checkbox"].includes(event.target.type) ? 0 : PAUSE);
});

document.addEventListener("focusout", (event) => {
  const form = formOf(event);
  if (form && waiting.has(form)) save(form);
});

/* A button waits for the save that is under way: it brings the version that the button names. */

const isSaving = (form) => form.classList.contains("htmx-request");

function hold(event, form) {
  event.preventDefault();
  event.stopImmediatePropagation();
  const { target, submitter } = event;
  afterwards.set(form, () => {
    if (target.dataset.confirm) target.dataset.confirmed = "yes";
    target.requestSubmit(submitter);
  });
}

function goOn(form) {
  const deed = afterwards.get(form);
  if (!deed || isSaving(form)) return;
  afterwards.delete(form);
  if (!document.querySelector(".dl-conflict")) deed();
}

document.addEventListener("submit", (event) => {
  const form = formOf(event);
  if (form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (isSaving(form)) hold(event, form);
  }
  if (event.target.dataset?.forget) forget(event.target.dataset.forget);
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-forget]");
  if (link) forget(link.dataset.forget);
});

/* What the server answers. A clash brings both texts in the place of the state. */

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status !== 409 || !xhr.responseText.includes("dl-conflict") || /<main id="inhoud"/.test(xhr.responseText)) return;
  event.stopPropagation();
  event.detail.shouldSwap = true;
  event.detail.isError = false;
}, true);

document.addEventListener("htmx:afterSettle", () => {
  const clash = document.querySelector(".dl-conflict");
  if (!clash || clash.dataset.shown) return;
  clash.dataset.shown = "yes";
  const form = document.getElementById(clash.id.replace("stand-", ""));
  if (form?.contains(clash)) { form.hidden = true; form.after(clash); }
  clash.querySelector("h2").focus();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (!form.matches?.("form[data-autosave]")) return;
  if (event.detail.successful) {
    if (form.dataset.sent === JSON.stringify(fieldsOf(form))) forget(form.dataset.autosave);
    else { say(form, "Nog niet opgeslagen", "is-waiting"); later(form, PAUSE); }
  } else if (event.detail.xhr.status !== 409) {
    say(form, "De verbinding viel weg. Uw tekst staat nog op dit apparaat. We proberen het elke 5 seconden opnieuw.", "is-lost");
    later(form, RETRY);
  }
  if (!event.detail.successful) afterwards.delete(form);
  setTimeout(() => goOn(form));
});

/* Finalising names the version that is on the screen now. */

document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("[data-follows]")) {
    const text = document.getElementById(field.dataset.follows);
    if (text && waiting.has(text)) save(text);
    if (text && isSaving(text)) { hold(event, text); return; }
    const version = document.querySelector(`input[name="version"][form="${field.dataset.follows}"]`);
    if (version) field.value = version.value;
  }
}, true);

/* What this device still has, and the server not. */

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const copy = kept(form);
  if (!copy) continue;
  if (JSON.stringify(copy.fields) === JSON.stringify(fieldsOf(form))) { forget(form.dataset.autosave); continue; }
  fill(form, copy.fields);
  say(form, "Tekst van dit apparaat teruggezet, wordt opgeslagen", "is-waiting");
  later(form, PAUSE);
}
