// Notes stand beside their words, and pointing at one shows the other. Without this script they stand beside their paragraphs.
"use strict";
(() => {
  const wide = matchMedia("screen and (min-width: 821px)");
  const gap = 8;

  function settle() {
    for (const column of document.querySelectorAll(".notes")) {
      let free = 0;
      const top = column.getBoundingClientRect().top;
      const places = [];
      // A row is quiet when the filter leaves it no note; a note in a hidden row keeps its own display.
      const heard = [...column.children].some((note) => getComputedStyle(note).display !== "none");
      column.closest(".row").classList.toggle("quiet", !heard);
      for (const note of column.children) {
        note.style.marginTop = "";
        const mark = document.querySelector(`mark[data-note="${note.id}"]`);
        if (note.offsetParent !== null) places.push([note, mark ? mark.getBoundingClientRect().top - top : 0, note.offsetHeight]);
      }
      if (!wide.matches) continue;
      for (const [note, wanted, height] of places) {
        const first = free === 0;
        const start = Math.max(free + (first ? 0 : gap), wanted - 6);
        note.style.marginTop = `${start - free}px`;
        free = start + height;
      }
    }
  }

  function light(id, on) {
    document.getElementById(id)?.classList.toggle("lit", on);
    for (const mark of document.querySelectorAll(`mark[data-note="${id}"]`)) mark.classList.toggle("lit", on);
  }

  const noteOf = (target) => target.closest?.("mark[data-note]")?.dataset.note ?? target.closest?.(".note[id]")?.id;

  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, ({ target }) => {
      const id = noteOf(target);
      if (id) light(id, on);
    });
  }
  document.addEventListener("click", ({ target }) => {
    const mark = target.closest?.("mark[data-note]");
    if (mark) document.getElementById(mark.dataset.note)?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  document.addEventListener("change", settle);
  addEventListener("resize", settle);
  addEventListener("load", settle);
  document.fonts?.ready.then(settle);
  settle();
})();
