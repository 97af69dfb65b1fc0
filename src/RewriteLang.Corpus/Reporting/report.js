"use strict";
const box = document.getElementById("filter");
const count = document.getElementById("count");
const queries = [...document.querySelectorAll("details.query")];

// All words must occur in a query's line: its name, status, verdict, rules or reason.
function filter() {
  const words = box.value.toLowerCase().split(/\s+/).filter(w => w);
  let shown = 0;
  for (const query of queries) {
    const hit = words.every(w => query.dataset.text.includes(w));
    query.hidden = !hit;
    shown += hit;
  }
  count.textContent = words.length ? `${shown} of ${queries.length}` : "";
}

// By name from the first, by figures from the largest, the other way with the next click; what has no figure comes last.
let sorted = "name";
function sort(by) {
  const turn = sorted === by ? -1 : 1;
  sorted = turn > 0 ? by : "";
  const key = q => q.dataset[by] === "" ? NaN : Number(q.dataset[by]);
  const compare = by === "name"
    ? (a, b) => turn * (a.id < b.id ? -1 : 1)
    : (a, b) => isNaN(key(a)) - isNaN(key(b)) || turn * (key(b) - key(a)) || 0;
  document.getElementById("queries").append(...[...queries].sort(compare));
}

function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches("details")) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }
}

box.addEventListener("input", filter);
document.getElementById("all").addEventListener("click", () => {
  const shown = queries.filter(q => !q.hidden);
  const close = shown.every(q => q.open);
  shown.forEach(q => { q.open = !close; });
});
document.querySelectorAll(".head button").forEach(b => b.addEventListener("click", () => sort(b.dataset.by)));
addEventListener("hashchange", open);
open();
