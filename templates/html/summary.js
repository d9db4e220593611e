"use strict";
// Tables that are sorted by the buttons in their headings and filtered by the fields above them; long ones are shown page by page.
const PAGE = 100;
const chinese = new Intl.Collator("zh");
for (const table of document.querySelectorAll("table[data-sorted]")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = new Map();
  const tools = document.getElementById(table.dataset.sorted);
  const words = tools.querySelector("input[type=search]");
  const ticked = [...tools.querySelectorAll("input[type=checkbox]")];
  const said = tools.querySelector("[role=status]");
  const more = tools.querySelector("button.more");
  let order = rows;
  let shown = PAGE;
  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  function text(row) {
    if (!texts.has(row)) texts.set(row, row.textContent);
    return texts.get(row);
  }
  function fits(row) {
    const wanted = words.value.trim();
    return ticked.every((box) => !box.checked || row.classList.contains(box.value)) && (!wanted || text(row).includes(wanted));
  }
  function show(most = shown) {
    const found = order.filter(fits);
    body.replaceChildren(...found.slice(0, most));
    said.textContent = found.length > most ? `共 ${found.length} 行，显示前 ${most} 行` : `共 ${found.length} 行`;
    more.hidden = found.length <= most;
  }
  function compare(one, other) {
    if (one.number !== null && other.number !== null) return one.number - other.number;
    return chinese.compare(one.text, other.text);
  }
  function sort(head, column) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sign = down ? -1 : 1;
    const keyed = rows.map((row) => {
      const text = key(row, column);
      return { row, text, number: text === "" || isNaN(text) ? null : Number(text) };
    });
    // Numbers stand before words either way.
    keyed.sort((one, other) => (one.number === null) - (other.number === null) || sign * compare(one, other));
    order = keyed.map((each) => each.row);
    show();
  }
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => sort(head, column));
  });
  for (const input of [words, ...ticked]) input.addEventListener("input", () => { shown = PAGE; show(); });
  more.addEventListener("click", () => { shown += PAGE; show(); });
  // On paper nobody asks for more rows: all that fit are printed.
  addEventListener("beforeprint", () => show(rows.length));
  addEventListener("afterprint", () => show());
  tools.hidden = false;
  show();
}
