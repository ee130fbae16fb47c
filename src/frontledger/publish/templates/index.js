"use strict";
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const field = document.getElementById("filter");
  const shown = document.getElementById("shown");
  field.closest("p").hidden = false;

  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) left += 1;
    }
    shown.textContent = words.length ? `${left} of ${rows.length}` : "";
  });

  const heads = [...table.tHead.rows[0].cells].slice(0, 3);
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[place].textContent.trim().replace(/\s+/g, " ");
      const sign = down ? -1 : 1;
      body.append(...rows.slice().sort((a, b) => sign * key(a).localeCompare(key(b), "en", { numeric: true })));
    });
  });
})();
