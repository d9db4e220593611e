"use strict";
// Tables that are sorted by the buttons in their headings and filtered by the fields above them; long ones are shown page by page.
const PAGE = 100;
for (const table of document.querySelectorAll("table[data-sorted]")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const tools = document.getElementById(table.dataset.sorted);
  const words = tools.querySelector("input[type=search]");
  const ticked = [...tools.querySelectorAll("input[type=checkbox]")];
  const said = tools.querySelector("[role=status]");
  const more = tools.querySelector("button.more");
  let order = rows;
  let shown = PAGE;
  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  function fits(row) {
    const wanted = words.value.trim();
    return (!wanted || row.textContent.includes(wanted)) && ticked.every((box) => !box.checked || row.classList.contains(box.value));
  }
  function show() {
    const found = order.filter(fits);
    body.replaceChildren(...found.slice(0, shown));
    said.textContent = found.length > shown ? `共 ${found.length} 行，显示前 ${shown} 行` : `共 ${found.length} 行`;
    more.hidden = found.length <= shown;
  }
  function sort(head, column) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sign = down ? -1 : 1;
    const number = (row) => { const text = key(row, column); return text === "" || isNaN(text) ? null : Number(text); };
    order = [...rows].sort((one, other) => {
      const [a, b] = [number(one), number(other)];
      if (a !== null && b !== null) return sign * (a - b);
      if (a !== null || b !== null) return a === null ? 1 : -1;
      return sign * key(one, column).localeCompare(key(other, column), "zh");
    });
    show();
  }
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => sort(head, column));
  });
  for (const input of [words, ...ticked]) input.addEventListener("input", () => { shown = PAGE; show(); });
  more.addEventListener("click", () => { shown += PAGE; show(); });
  tools.hidden = false;
  show();
}
