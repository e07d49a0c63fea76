// One claim: its quote with the value marked, its place, and what was read from it.

const claimId = (number) => "claim-" + number;

function claimDoc(claim) {
  return claim.doc === null || claim.doc === undefined ? null : data.documents[claim.doc];
}

function quoteOf(claim) {
  const [before, value, after] = claim.quote;
  const [head, tail] = claim.around || ["", ""];
  return el("blockquote", { dir: "auto" },
    el("p", null,
      head && el("span", { class: "around" }, head),
      before, value && el("mark", { class: "value v-" + (claim.verdict || "source") }, value), after,
      tail && el("span", { class: "around" }, tail)));
}

function placeOf(number) {
  const claim = data.claims[number], doc = claimDoc(claim);
  const path = doc ? doc.path : claim.document || "";
  const words = [path, claim.line, claim.column].filter(Boolean).join(":");
  if (!doc || !doc.blocks) return el("span", { class: "place" }, words);
  return el("a", { class: "place", href: "#" + claimId(number), title: said("html-open-article") }, words);
}

function sourceOf(claim) {
  const doc = claimDoc(claim);
  if (!doc) return "";
  return el("span", { class: "source" },
    joined([doc.title === doc.path ? "" : doc.title, doc.outlet, doc.published || said("html-unpublished")]));
}

const subjectOf = (claim) => claim.subject || said("row-no-subject");
const headingOf = (claim) => joined([subjectOf(claim), claim.metric, claim.period]);

function readingOf(claim) {
  const facts = [
    ["column-value", claim.value, "strong"],
    ["explain-range", claim.range],
    ["explain-reading", joined([subjectOf(claim), claim.metric])],
    ["explain-period", claim.fixed || claim.period],
    ["explain-scope", claim.scope],
    ["explain-modality", claim.modality],
    ["explain-source", claim.said],
  ];
  return el("dl", { class: "reading" },
    facts.filter(([, words]) => words).map(([id, words, look]) =>
      el("div", null, el("dt", null, id === "explain-range" ? said("html-range") : said(id)),
        el("dd", { class: look, dir: "auto" }, words))));
}

function claimFigure(number) {
  const claim = data.claims[number];
  return el("figure", { class: "quote" },
    quoteOf(claim), el("figcaption", null, placeOf(number), " ", sourceOf(claim)), readingOf(claim));
}

// The words in which the search looks.
const wordsOf = remembered((number) => {
  const claim = data.claims[number], doc = claimDoc(claim);
  return [claim.quote.join(""), claim.subject, claim.metric, claim.value, claim.period, claim.id,
    doc && doc.path, doc && doc.title, doc && doc.outlet].filter(Boolean).join("\n").toLowerCase();
});

function remembered(make) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
}
