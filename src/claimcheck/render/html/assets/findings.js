// Findings: problems as cards with both sides, the others as lines that open.

const FRAMED = ["conflict", "superseded", "nothing-checked", "unmatched"];  // the last: upkeep of the check itself
const findingId = (number) => "finding-" + data.findings[number].id;
const findingLink = (number) => "#" + encodeURIComponent(findingId(number));

function card(number) {
  const finding = data.findings[number];
  return el("article", { class: "card v-" + finding.verdict, id: findingId(number), tabindex: "-1",
    "aria-labelledby": "t" + number, "data-finding": finding.id },
    el("header", null, finding.verdict === "unmatched" ? null : badge(finding.verdict), " ", level(finding), marked(finding),
      el("h4", { id: "t" + number, dir: "auto" }, titleOf(finding)),
      finding.claims.length ? el("p", { class: "message" }, finding.message) : null),
    body(finding));
}

function row(number) {
  const finding = data.findings[number], claim = data.claims[finding.claims[0]];
  const details = el("details", { class: "row v-" + finding.verdict, id: findingId(number), "data-finding": finding.id,
    toggle: () => { if (details.open && details.children.length === 1) details.append(body(finding)); } },
    el("summary", null, badge(finding.verdict),
      el("span", { class: "about", dir: "auto" }, claim ? joined([subjectOf(claim), claim.metric]) : finding.message),
      el("span", { class: "values" }, several(finding, "value")),
      el("span", { class: "period" }, several(finding, "period")),
      el("span", { class: "breadth" }, finding.reason || joined([said("html-breadth", finding), finding.agreement]), marked(finding))));
  details.openUp = () => { details.open = true; if (details.children.length === 1) details.append(body(finding)); };
  return details;
}

function titleOf(finding) {
  const claim = data.claims[finding.claims[0]];
  return claim ? headingOf(claim) : finding.message;
}

// Why the finding does not count at a gate.
const marked = (finding) => (finding.mark ? el("span", { class: "marked" }, finding.mark) : null);

function level(finding) {
  return el("span", { class: "level l-" + finding.level }, said("level-" + finding.level));
}

// The different values or periods that a finding's claims state.
function several(finding, name) {
  const values = [...new Set(finding.claims.map((number) => data.claims[number][name]))];
  return values.slice(0, 3).join(said("html-against")) + (values.length > 3 ? " …" : "");
}

function body(finding) {
  return el("div", { class: "body" }, sides(finding), relation(finding), steps(finding),
    el("p", { class: "ids" }, finding.rule, " · ", finding.id));
}

// The claims by what they say, one column a value; within a column the first is quoted, the others listed.
function sides(finding) {
  const columns = new Map();
  for (const number of finding.claims) {
    const claim = data.claims[number], key = [claim.value, claim.range, finding.reason && claim.metric + claim.period].join("|");
    columns.set(key, [...(columns.get(key) || []), number]);
  }
  // of a check, the draft's own words first
  const isSource = (number) => Number(!data.claims[number].verdict);
  const ordered = [...columns.values()].map((numbers) => numbers.sort((a, b) => isSource(a) - isSource(b)));
  return el("div", { class: "sides" }, ordered.map(side));
}

function side(numbers) {
  const [first, ...others] = numbers;
  return el("div", { class: "side" }, claimFigure(first),
    others.length ? el("details", { class: "also" },
      el("summary", null, said("html-also", { count: others.length })),
      others.map(claimFigure)) : null);
}

function relation(finding) {
  const lines = [["panel-agreement", finding.agreement], ["panel-reason", finding.reason], ["panel-cause", finding.cause],
    ["html-origins", finding.articles > 1 ? said("html-breadth", finding) : ""]];
  return el("dl", { class: "relation" }, lines.filter(([, words]) => words).map(([id, words]) =>
    el("div", { class: id }, el("dt", null, said(id)), el("dd", { dir: "auto" }, words))));
}

function steps(finding) {
  if (!finding.steps) return null;
  return el("div", { class: "steps" }, el("h5", null, said("html-arithmetic")),
    el("ol", null, finding.steps.map((step) => el("li", { dir: "auto" }, step))));
}

// ------------------------------------------------------------ the list

let lists = [];  // [finding numbers, paged list] of what is shown

function drawFindings(numbers, lonely) {
  const host = $("finding-list"), groups = new Map();
  for (const number of numbers) {
    const verdict = data.findings[number].verdict;
    groups.set(verdict, [...(groups.get(verdict) || []), number]);
  }
  lists = [];
  const sections = Object.keys(data.signs).filter((verdict) => groups.has(verdict))
    .map((verdict) => group(verdict, groups.get(verdict)));
  if (lonely.length) sections.push(unmatched(lonely));
  host.replaceChildren(...(sections.length ? sections : [el("p", { class: "notice" }, said("html-no-findings"))]));
}

function group(verdict, numbers) {
  return el("section", { class: "group", "data-group": verdict },
    el("h3", null, said(verdict === "unmatched" ? "html-upkeep" : "section-" + verdict, { count: numbers.length })),
    verdict === "not-comparable" ? byReason(numbers) : listed(numbers, FRAMED.includes(verdict) ? card : row));
}

function listed(numbers, draw) {
  const list = paged(numbers, draw === card ? 20 : 40, draw);
  lists.push([numbers, list]);
  return list;
}

function byReason(numbers) {
  const reasons = new Map();
  for (const number of numbers) {
    const reason = data.findings[number].reason || "";
    reasons.set(reason, [...(reasons.get(reason) || []), number]);
  }
  return [...reasons].sort((a, b) => b[1].length - a[1].length).map(([reason, some]) =>
    el("details", { class: "reason" }, el("summary", null, el("b", null, some.length), " ", reason), listed(some, row)));
}

function unmatched(claims) {
  return el("details", { class: "group lonely", "data-group": "unmatched",
    toggle: (event) => {
      if (event.target.open && event.target.children.length === 1) event.target.append(paged(claims, 40, lonelyRow));
    } },
    el("summary", null, el("h3", null, said("html-unmatched", { count: claims.length }))));
}

function lonelyRow(number) {
  const claim = data.claims[number];
  return el("div", { class: "row flat" },
    el("span", { class: "about", dir: "auto" }, joined([subjectOf(claim), claim.metric])),
    el("span", { class: "values" }, claim.value), el("span", { class: "period" }, claim.period), placeOf(number));
}

// Draw as much of the list as it takes to have the finding, and return its element.
function reachFinding(number) {
  for (const [numbers, list] of lists) {
    const index = numbers.indexOf(number);
    if (index >= 0) list.upTo(index);
  }
  const found = $(findingId(number));
  const reason = found && found.closest(".reason");
  if (reason) reason.open = true;
  if (found && found.openUp) found.openUp();
  return found;
}
