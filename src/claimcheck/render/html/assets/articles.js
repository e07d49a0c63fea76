// Articles in full, each drawn when it is opened; every number that was read is marked.

const articleId = (number) => "article-" + number;
const TAGS = { title: "h4", heading: "h5", paragraph: "p", item: "p", caption: "p" };

let articleLists = [];

function drawArticles(numbers) {
  const list = paged(numbers, 40, article);
  articleLists = [[numbers, list]];
  $("article-list").replaceChildren(list);
}

function article(number) {
  const doc = data.documents[number];
  const details = el("details", { class: "article", id: articleId(number), toggle: () => details.open && draw() },
    el("summary", null,
      el("span", { class: "title", dir: "auto" }, doc.title),
      el("span", { class: "source" }, joined([doc.outlet, doc.published || said("html-unpublished"), doc.path])),
      el("span", { class: "tally" }, tally(number))));
  function draw() {
    if (details.children.length > 1) return;
    details.append(el("div", { class: "text", lang: doc.language || null, dir: "auto" }, textOf(doc, number)));
  }
  details.openUp = () => { details.open = true; draw(); };
  return details;
}

function tally(number) {
  const counts = {};
  for (const claim of claimsIn[number]) {
    const verdict = data.claims[claim].verdict;
    if (verdict) counts[verdict] = (counts[verdict] || 0) + 1;
  }
  return Object.entries(data.signs).filter(([verdict]) => counts[verdict]).map(([verdict, [sign, words]]) =>
    el("span", { class: "count v-" + verdict, title: words },
      el("span", { class: "sign", "aria-hidden": "true" }, sign), " ", el("span", { class: "word" }, words + " "), counts[verdict]));
}

function textOf(doc, number) {
  if (!doc.blocks) return [el("p", { class: "notice" }, said("html-no-text")), claimsIn[number].map(claimFigure)];
  const out = [];
  for (let at = 0; at < doc.blocks.length; at++) {
    const [kind, pieces] = doc.blocks[at];
    if (kind !== "td" && kind !== "th") { out.push(el(TAGS[kind] || "p", { class: "b-" + kind }, pieces.map(piece))); continue; }
    const cells = [];
    while (at < doc.blocks.length && "tdth".includes(doc.blocks[at][0])) cells.push(doc.blocks[at++]);
    at--;
    out.push(tables(cells));
  }
  return out;
}

function tables(cells) {
  const rows = new Map();
  for (const [tag, pieces, where] of cells) {
    if (!rows.has(where)) rows.set(where, el("tr"));
    rows.get(where).append(el(tag, null, pieces.map(piece)));
  }
  return el("div", { class: "table", tabindex: "0", role: "group" }, el("table", null, el("tbody", null, [...rows.values()])));
}

function piece(part) {
  if (typeof part === "string") return part;
  const [words, what] = part;
  if (typeof what === "string") return el("span", { class: "skipped", title: said("html-skipped", { reason: what }) }, words);
  const claim = data.claims[what], verdict = claim.verdict || "source", found = findingsOf[what][0];
  const [sign, name] = data.signs[verdict] || ["", ""];
  const mark = el("mark", { class: "claim v-" + verdict }, words,
    sign && el("span", { class: "sign", "aria-hidden": "true" }, "\u2060" + sign),  // never on a line of its own
    name && el("span", { class: "unseen" }, " (" + name + ")"));
  const title = joined([name, headingOf(claim), claim.value]);
  if (found === undefined) return el("span", { id: claimId(what), class: "anchor", tabindex: "-1", title }, mark);
  return el("a", { id: claimId(what), class: "anchor", href: findingLink(found), title }, mark);
}

// Open the article of a claim and return the claim's mark in it.
function reachClaim(number) {
  const doc = data.claims[number].doc;
  if (doc === null || doc === undefined) return null;
  for (const [numbers, list] of articleLists) {
    const index = numbers.indexOf(doc);
    if (index >= 0) list.upTo(index);
  }
  const found = $(articleId(doc));
  if (found) found.openUp();
  return $(claimId(number)) || found;
}
