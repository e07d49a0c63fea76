// One fact over time: its line, what was found on it, and every statement with its place.

Object.assign(data.words, data.more);

async function look() {
  const query = new URLSearchParams({ subject: $("subject").value, metric: $("metric").value });
  const answer = await fetch("/api/history?" + query), told = await answer.json();
  if (!answer.ok) { hide(true); $("status").textContent = told.error; return; }
  take(told.page);
  hide(false);
  const every = (items) => items.map((_, number) => number);
  drawTimelines(every(data.facts));
  drawFindings(every(data.findings), []);
  $("findings").hidden = !data.findings.length;
  $("statement-list").replaceChildren(paged(every(data.claims), 40, statement));
  $("status").textContent = said("serve-history-found", { count: data.claims.length, documents: data.documents.length });
}

function hide(hidden) {
  for (const id of ["timelines", "findings", "statements"]) $(id).hidden = hidden;
}

function statement(number) {
  const claim = data.claims[number];
  return el("div", { class: "row flat v-" + claim.verdict },
    el("span", { class: "period" }, badge(claim.verdict), " " + claim.period), el("span", { class: "values" }, claim.value),
    el("span", { class: "about", dir: "auto" }, claim.quote.join("")), el("span", null, placeOf(number), " ", sourceOf(claim)));
}

async function names() {
  const known = await (await fetch("/api/facts")).json();
  for (const [list, words] of [["subjects", known.subjects], ["metrics", known.metrics]])
    $(list).replaceChildren(...words.map((word) => el("option", { value: word })));
}

const asked = new URLSearchParams(location.search);
$("subject").value = asked.get("subject") || "";
$("metric").value = asked.get("metric") || "";
$("ask").addEventListener("submit", (event) => { event.preventDefault(); look(); });
names();
if ($("metric").value) look();
document.documentElement.dataset.ready = "yes";
