// Notes stand beside their words, and pointing at one shows the other. Without this script they stand beside their paragraphs.
"use strict";
(() => {
  const wide = matchMedia("screen and (min-width: 821px)");
  const gap = 8;

  const columns = [...document.querySelectorAll(".notes")].filter((column) => column.firstElementChild);
  const boxes = [...document.querySelectorAll("input[id^=show-]")];
  const marks = new Map();
  for (const mark of document.querySelectorAll("mark[data-note]")) {
    if (!marks.has(mark.dataset.note)) marks.set(mark.dataset.note, mark);
  }

  // All is undone, then measured, then done: the page is laid out twice, however many notes there are.
  function settle() {
    for (const column of columns) for (const note of column.children) note.style.marginTop = "";
    // To ask a hidden element for its style costs a walk through the page.
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.id.replace("show-", ""));
    const measured = columns.map((column) => {
      const top = column.getBoundingClientRect().top;
      const heard = [...column.children].filter((note) => !hidden.some((kind) => note.classList.contains(kind)));
      return heard.map((note) => {
        const mark = marks.get(note.id);
        return [note, mark ? mark.getBoundingClientRect().top - top : 0, note.offsetHeight];
      });
    });
    const beside = wide.matches;
    columns.forEach((column, index) => {
      // A row is quiet when the filter leaves it no note.
      column.closest(".row").classList.toggle("quiet", !measured[index].length);
      if (!beside) return;
      let free = 0;
      for (const [note, wanted, height] of measured[index]) {
        const start = Math.max(free + (free ? gap : 0), wanted - 6);
        note.style.marginTop = `${start - free}px`;
        free = start + height;
      }
    });
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
