/* The officer's rows, all in one form that works without script.

   With script every row saves itself: when a choice is made, when a field is left, and when typing
   pauses. Only the row's own fields are sent. The answer changes what stands around the fields, never
   the fields: nobody loses the cursor, or words typed while a save was under way. */
(function () {
  "use strict";

  const PAUSE = 1000;
  const AGAIN = 15000;
  const form = document.querySelector("form.owed-form");
  if (!form) return;

  const say = (name) => document.body.dataset[name] || "";
  const rowOf = (element) => element && element.closest && element.closest(".owed-row[hx-post]");
  const prefixOf = (row) => `r${row.id.slice("row-".length)}-`;
  const fieldsOf = (row) => [...row.querySelectorAll("input, select, textarea")].filter((one) => one.name);
  const fieldOf = (row, name) => row.querySelector(`[name="${prefixOf(row)}${name}"]`);
  const isTyped = (field) => field.type !== "hidden";
  const typedIn = (row) => JSON.stringify(fieldsOf(row).filter(isTyped).map((field) => field.value));

  const timers = new Map();
  const sent = new WeakMap();
  const stood = new WeakMap();

  function tell(row, text, kind) {
    const mark = row.querySelector(".owed-row__saved");
    mark.textContent = text;
    colour(row, kind);
  }

  function colour(row, kind) {
    const mark = row.querySelector(".owed-row__saved");
    mark.classList.toggle("is-failed", kind === "failed");
    mark.classList.toggle("is-unsaved", kind === "unsaved");
  }

  // When a row is saved

  function later(row, pause) {
    clearTimeout(timers.get(row.id));
    timers.set(row.id, setTimeout(() => save(row), pause));
  }

  function save(row) {
    clearTimeout(timers.get(row.id));
    // One save at a time: what is typed meanwhile goes with the next one.
    if (!row.isConnected || "saving" in row.dataset) return;
    // Of two texts, the person says which one stays.
    if (row.querySelector(".conflict")) return;
    htmx.trigger(row, "row:save");
  }

  // What is stored, and the word for it: who takes back what they typed has nothing left to save.

  const drawn = (field) => {
    if (!field.options) return field.defaultValue;
    return ([...field.options].find((one) => one.defaultSelected) || field.options[0]).value;
  };
  const drawnIn = (row) => JSON.stringify(fieldsOf(row).filter(isTyped).map(drawn));

  function remember(row, typed) {
    stood.set(row, { typed, word: row.querySelector(".owed-row__saved").textContent });
  }

  function isAsItStood(row) {
    const isFree = !("saving" in row.dataset) && !row.querySelector(".conflict");
    return isFree && stood.has(row) && stood.get(row).typed === typedIn(row);
  }

  function calm(row) {
    clearTimeout(timers.get(row.id));
    delete row.dataset.dirty;
    row.querySelector(".owed-row__problems").replaceChildren();
    tell(row, stood.get(row).word);
    markWrong(row);
  }

  function markDirty(row) {
    if (!stood.has(row)) remember(row, "unsaved" in row.dataset ? null : drawnIn(row));
    row.dataset.dirty = "";
    if (!("saving" in row.dataset)) tell(row, say("unsaved"), "unsaved");
  }

  document.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (!row || !isTyped(event.target)) return;
    if (isAsItStood(row)) return calm(row);
    markDirty(row);
    showMine(row);
    later(row, PAUSE);
  });

  document.addEventListener("change", (event) => {
    const row = rowOf(event.target);
    if (!row || !isTyped(event.target)) return;
    if (event.target === fieldOf(row, "state") && event.target.value === "suspended") {
      reveal(fieldOf(row, "reason"));
      // The reason comes next; without it the row cannot be saved.
      if (!fieldOf(row, "reason").value.trim()) return clearTimeout(timers.get(row.id));
    }
    if ("dirty" in row.dataset) save(row);
  });

  // Who goes on to another row is told now what keeps this one from being saved.
  document.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    const leaves = row && event.relatedTarget && rowOf(event.relatedTarget) !== row;
    if (leaves && row.querySelector(".owed-row__saved.is-unsaved")) save(row);
  });

  form.addEventListener("submit", (event) => {
    const row = rowOf(event.submitter);
    if (!row) return;
    event.preventDefault();
    if ("over" in event.submitter.dataset) {
      fieldOf(row, "version").value = event.submitter.value;
      row.querySelector(".conflict").remove();
      fieldOf(row, "result").focus(); // the button that was pressed is gone
    }
    if (event.submitter.name === "repeat") return repeat(row, event.submitter);
    if (event.submitter.name.endsWith("-drop")) return;
    save(row);
  });

  // As in the period before: into the fields, and saved like anything typed.

  function repeat(row, button) {
    for (const [name, text] of Object.entries(JSON.parse(button.dataset.last))) {
      const field = fieldOf(row, name);
      field.value = text;
      if (text) reveal(field);
    }
    markDirty(row);
    fieldOf(row, "result").focus();
    save(row);
  }

  // Keys

  document.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || event.isComposing) return;
    const withCtrl = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && (withCtrl || event.target.matches("input"))) {
      event.preventDefault();
      save(row);
    } else if (event.ctrlKey && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      move(row, event.target, event.key === "ArrowDown" ? 1 : -1);
    }
  });

  function move(row, field, step) {
    const rows = [...form.querySelectorAll(".owed-row[hx-post]")];
    const next = rows[rows.indexOf(row) + step];
    if (!next) return;
    const name = (field.name || "").startsWith(prefixOf(row)) ? field.name.slice(prefixOf(row).length) : "state";
    if (field.closest(".owed-row__fold") && isFolded(next)) return foldOf(next).querySelector("summary").focus();
    const there = fieldOf(next, name) || fieldOf(next, "state");
    reveal(there);
    there.focus();
    fold(row);
    there.scrollIntoView({ block: "nearest" });
  }

  for (const keys of document.querySelectorAll(".owed-keys")) keys.hidden = false;

  // Folds: a filled row is one line until somebody goes into it. What is not saved is never folded
  // (portal.css), and a row that was opened stays so while its fields are used.

  const foldOf = (row) => row.querySelector(":scope > .owed-row__fold");
  const isFolded = (row) => Boolean(foldOf(row)) && !foldOf(row).open;

  function unfold(row) {
    if (foldOf(row)) foldOf(row).open = true;
  }

  function fold(row) {
    if (foldOf(row) && row.matches(".owed-row--reported:not([data-dirty], [data-saving])")) foldOf(row).open = false;
  }

  // Whatever stands between a field and the eye is opened.
  function reveal(field) {
    const details = field.closest("details");
    if (details) details.open = true;
    if (rowOf(field)) unfold(rowOf(field));
  }

  form.addEventListener("click", (event) => {
    const summary = event.target.closest(".owed-row__fold > summary");
    if (!summary) return;
    const row = summary.closest(".owed-row");
    // The row opens or folds once this event is over.
    setTimeout(() => (isFolded(row) ? row.scrollIntoView({ block: "nearest" }) : enter(row)));
  });

  // Who goes back into a row that waits to be folded, once it is saved, has it open again.
  form.addEventListener("focusin", (event) => {
    if (event.target.closest(".owed-row__form") && rowOf(event.target)) unfold(rowOf(event.target));
  });

  // A finger looks first: the result would bring up its keyboard.
  function enter(row) {
    const wantsState = !fieldOf(row, "state").value || !matchMedia("(pointer: fine)").matches;
    fieldOf(row, wantsState ? "state" : "result").focus();
  }

  function revealTarget() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target) reveal(target);
  }

  window.addEventListener("hashchange", revealTarget);
  revealTarget();

  // What is sent, and what comes back

  document.addEventListener("htmx:configRequest", (event) => {
    const row = event.detail.elt;
    if (rowOf(row) !== row || event.detail.verb !== "post") return;
    const own = fieldsOf(row).map((field) => [field.name.slice(prefixOf(row).length), field.value]);
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    event.detail.parameters = { ...Object.fromEntries(own), csrfmiddlewaretoken: token };
    sent.set(row, typedIn(row));
    row.dataset.saving = "";
    tell(row, say("saving"));
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.requestConfig.elt;
    if (rowOf(row) !== row) return;
    const answeredBy = new URL(event.detail.xhr.responseURL, location.href).pathname;
    if (answeredBy !== say("login")) return;
    event.detail.shouldSwap = false;
    row.dataset.signedOut = "";
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const row = event.detail.requestConfig.elt;
    if (row && (row.name || "").endsWith("-drop")) return showAgain(row.name);
    if (!row || !row.matches(".owed-row") || !("saving" in row.dataset)) return;
    delete row.dataset.saving;
    const { status } = event.detail.xhr;
    const signedOut = "signedOut" in row.dataset;
    delete row.dataset.signedOut;
    if (signedOut || [401, 403].includes(status)) return askForToken(row, status === 403 && !signedOut);
    delete row.dataset.retried;
    if (event.detail.successful && status < 400) return saved(row);
    row.dataset.dirty = "";
    if ([409, 422].includes(status)) return refused(row);
    stood.set(row, {}); // nobody knows whether it was stored
    tell(row, say("failed"), "failed");
    later(row, AGAIN);
  });

  function saved(row) {
    delete row.dataset.dirty;
    delete row.dataset.unsaved;
    row.classList.add("owed-row--reported");
    colour(row);
    markWrong(row);
    remember(row, sent.get(row));
    if (typedIn(row) === sent.get(row)) return;
    markDirty(row);
    later(row, PAUSE);
  }

  // The row that was fetched again has taken the place of the one in which the button was.
  function showAgain(name) {
    const row = document.getElementById(`row-${name.slice(1, -"-drop".length)}`);
    if (row && fieldOf(row, "result")) fieldOf(row, "result").focus();
  }

  // Of two texts side by side, mine is the one that is being typed.
  function showMine(row) {
    const mine = row.querySelector("[data-mine]");
    if (mine) mine.textContent = fieldOf(row, "result").value || "–";
  }

  function refused(row) {
    if (isAsItStood(row)) return calm(row);
    colour(row, "failed");
    showMine(row);
    markWrong(row);
    // Something better may have been typed since.
    if (typedIn(row) !== sent.get(row)) later(row, PAUSE);
  }

  function markWrong(row) {
    const links = [...row.querySelectorAll(".owed-row__problems .errorlist a")];
    const wrong = new Set(links.map((link) => link.hash.slice(1)));
    for (const field of fieldsOf(row).filter(isTyped)) {
      if (!wrong.has(field.id)) {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
        continue;
      }
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", row.querySelector(".owed-row__problems").id);
      reveal(field);
    }
  }

  // Signing in again in another tab makes the token of this page old: take a new one, once a save.
  async function askForToken(row, isOld) {
    row.dataset.dirty = "";
    const mayAsk = isOld && !("retried" in row.dataset);
    delete row.dataset.retried;
    if (!mayAsk) return tellSignedOut(row);
    const answer = await fetch(form.dataset.token).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return tellSignedOut(row);
    form.querySelector("[name=csrfmiddlewaretoken]").value = await answer.text();
    row.dataset.retried = "";
    save(row);
  }

  function tellSignedOut(row) {
    tell(row, `${say("signedOut")} `, "failed");
    const link = document.createElement("a");
    link.href = say("login");
    link.target = "_blank";
    link.textContent = say("signIn");
    row.querySelector(".owed-row__saved").append(link);
  }

  // Nothing is left behind: what waits is saved when the network or the person comes back.

  const saveWaiting = () => form.querySelectorAll(".owed-row[data-dirty]").forEach(save);
  window.addEventListener("online", saveWaiting);
  document.addEventListener("visibilitychange", () => document.hidden || saveWaiting());

  window.addEventListener("beforeunload", (event) => {
    if (form.querySelector(".owed-row[data-dirty], .owed-row[data-unsaved]")) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    // A save of the whole page leaves it on purpose; so does a table that is looked at again.
    const isSave = event.target === form;
    if (event.defaultPrevented || !(isSave || event.target.id === "paste")) return;
    for (const row of form.querySelectorAll(".owed-row")) {
      if (isSave) delete row.dataset.dirty;
      delete row.dataset.unsaved;
    }
  });
})();
