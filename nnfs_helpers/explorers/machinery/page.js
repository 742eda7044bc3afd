// Gives an explorer what ipywidgets leaves out: names and values for a screen reader, and care with the keys.
// Jupyter runs it with the output of a cell. Without it, everything else works.
(() => {
  if (window.courseExplorers) return; // once for each page
  window.courseExplorers = true;

  const HANDLES = ".noUi-handle, .ui-slider-handle"; // of ipywidgets 8 and 7
  const set = (element, name, value) => {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  // A slider: its handle and the field with its number.
  function nameSlider(slider) {
    const label = slider.querySelector(".widget-label")?.textContent || "value";
    const readout = slider.querySelector(".widget-readout");
    const handle = slider.querySelector(HANDLES);
    set(handle, "role", "slider");
    set(handle, "aria-label", label);
    set(handle, "aria-valuetext", readout.textContent);
    set(handle, "aria-valuenow", readout.textContent.replace("−", "-"));
    set(readout, "role", "textbox");
    set(readout, "aria-label", `${label}, as a number`);
  }

  // A player: ipywidgets draws three signs without a word.
  function namePlayer(player) {
    set(player, "role", "group");
    for (const button of player.querySelectorAll("button")) {
      const sign = button.querySelector("i").className;
      const name = /play/.test(sign) ? "play" : /pause/.test(sign) ? "pause" : "stop, and back to the start";
      set(button, "aria-label", name);
      set(button, "title", name);
    }
  }

  // Buttons of which one is chosen.
  function nameChoice(choice) {
    set(choice, "role", "group");
    set(choice, "aria-label", choice.querySelector(".widget-label")?.textContent || "choice");
    for (const button of choice.querySelectorAll("button"))
      set(button, "aria-pressed", String(button.classList.contains("mod-active")));
  }

  function nameAll(view) {
    view.querySelectorAll(".widget-hslider").forEach(nameSlider);
    view.querySelectorAll(".widget-play").forEach(namePlayer);
    view.querySelectorAll(".widget-toggle-buttons").forEach(nameChoice);
  }

  // Name what a new explorer shows, and again when a slider or a player has changed.
  const known = new WeakSet();
  function meet(view) {
    if (known.has(view)) return;
    known.add(view);
    set(view, "role", "group");
    set(view, "aria-label", "picture with controls");
    nameAll(view);
    const filter = ["aria-valuetext", "aria-valuenow", "class"];
    new MutationObserver(() => nameAll(view)).observe(view.firstElementChild, {
      subtree: true, childList: true, attributes: true, attributeFilter: filter,
    });
  }
  const views = document.getElementsByClassName("explorer-live");
  const meetAll = () => { for (const view of views) if (view.querySelector(".widget-label, button")) meet(view); };
  new MutationObserver(meetAll).observe(document.body, {subtree: true, childList: true});
  meetAll();

  // A number that was typed: a comma is a decimal point, and what cannot be set is said.
  const readoutOf = event => event.target.closest?.(".explorer-live .widget-readout");
  function say(element, words) {
    const note = element.closest(".explorer-live").querySelector(".explorer-note");
    if (note && note.textContent !== words) note.textContent = words;
  }
  function take(readout) {
    const typed = readout.textContent.trim();
    const text = typed.replace(/[−–]/, "-").replace(/^([-+]?\d*),(\d*)$/, "$1.$2");
    const isNumber = text !== "" && !Number.isNaN(Number(text));
    if (readout.textContent !== (isNumber ? text : "")) readout.textContent = isNumber ? text : ""; // "" is undone
    setTimeout(() => {
      const now = readout.textContent;
      const decimals = (now.split(".")[1] || "").length;
      const off = Math.abs(Number(text) - Number(now.replace("−", "-")));
      const fits = isNumber && off <= 0.501 * 10 ** -decimals;
      say(readout, fits ? "" : isNumber ? `The slider cannot be set to ${typed}. It stands at ${now}.`
        : `“${typed}” is not a number such as 0.5. The slider stands at ${now}.`);
    });
  }
  let edited = null; // the field in which something was typed
  window.addEventListener("input", event => { edited = readoutOf(event) || edited; }, true);
  window.addEventListener("blur", event => {
    if (readoutOf(event) && readoutOf(event) === edited) { take(edited); edited = null; }
  }, true);

  window.addEventListener("pointerdown", event => {
    if (event.target.closest?.(".explorer-live")) say(event.target, "");
  }, true);

  // Jupyter would take letters and digits as commands: d d deletes the cell. They end here.
  window.addEventListener("keydown", event => {
    if (!event.target.closest?.(".explorer-live")) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && readoutOf(event)) {
      take(readoutOf(event));
      edited = null;
    } else say(event.target, "");
    const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const deletes = event.key === "Backspace" || event.key === "Delete";
    if (types || deletes) event.stopImmediatePropagation();
  }, true);
})();
