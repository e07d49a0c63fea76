// The page as a whole: filters, links, keys, printing.

const FILTERS = { verdict: $("by-verdict"), rule: $("by-rule"), subject: $("by-subject"), metric: $("by-metric"), file: $("by-file") };

function fill(select, values) {
  const counts = new Map();
  for (const [value, words] of values) counts.set(value, [words, (counts.get(value) || ["", 0])[1] + 1]);
  const sorted = [...counts].sort((a, b) => b[1][1] - a[1][1]);
  select.append(el("option", { value: "" }, said("html-all")),
    ...sorted.map(([value, [words, count]]) => el("option", { value }, `${shortened(words, 40)} (${count})`)));
  select.closest("label").hidden = sorted.length < 2;
}

function fillFilters() {
  const of = (verdict) => [verdict, data.signs[verdict][1]];
  fill(FILTERS.verdict, [...data.findings.map((finding) => of(finding.verdict)), ...lonelyClaims.map(() => of("unmatched"))]);
  fill(FILTERS.rule, data.findings.map((finding) => [finding.rule, finding.rule]));
  fill(FILTERS.subject, data.claims.map((claim) => [subjectOf(claim), subjectOf(claim)]));
  fill(FILTERS.metric, data.claims.filter((claim) => claim.name).map((claim) => [claim.name, claim.name]));
  fill(FILTERS.file, data.claims.filter(claimDoc).map((claim) => [String(claim.doc), claimDoc(claim).title]));
}

const lonelyClaims = data.claims.map((_, number) => number).filter((number) => data.claims[number].verdict === "unmatched");

function wanted() {
  const chosen = Object.fromEntries(Object.entries(FILTERS).map(([name, select]) => [name, select.value]));
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const claimFits = (number) => {
    const claim = data.claims[number];
    return (!chosen.subject || subjectOf(claim) === chosen.subject) &&
      (!chosen.metric || claim.name === chosen.metric) &&
      (!chosen.file || String(claim.doc) === chosen.file) &&
      words.every((word) => wordsOf(number).includes(word));
  };
  const plain = !chosen.subject && !chosen.metric && !chosen.file && !words.length;
  const findingFits = (finding) =>
    (!chosen.verdict || finding.verdict === chosen.verdict) && (!chosen.rule || finding.rule === chosen.rule) &&
    (plain || finding.claims.some(claimFits) || (words.length && words.every((word) => (finding.id + finding.message).toLowerCase().includes(word))));
  return { chosen, plain, claimFits, findingFits };
}

function redraw() {
  const { chosen, plain, claimFits, findingFits } = wanted();
  const every = (items) => items.map((_, number) => number);
  const findings = every(data.findings).filter((number) => findingFits(data.findings[number]));
  const lonely = (!chosen.verdict || chosen.verdict === "unmatched") && !chosen.rule ? lonelyClaims.filter(claimFits) : [];
  const free = plain && !chosen.verdict && !chosen.rule;
  const spoken = new Set([...findings.flatMap((number) => data.findings[number].claims), ...lonely]);
  const fits = (number) => spoken.has(number) && claimFits(number);
  drawFindings(findings, lonely);
  drawTimelines(every(data.facts).filter((number) => free || data.facts[number].points.some((point) => point.claims.some(fits))));
  drawArticles(every(data.documents).filter((number) => free || claimsIn[number].some(fits)));
  $("shown").textContent = said("html-shown", { count: findings.length, total: data.findings.length });
  for (const chip of document.querySelectorAll("#legend button"))
    chip.setAttribute("aria-pressed", String(chip.dataset.verdict === chosen.verdict));
}

// ------------------------------------------------------------ links

function follow() {
  const id = named(location.hash.slice(1));
  const target = reach(id) || (free() ? null : (clear(), reach(id)));
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  for (const old of document.querySelectorAll(".reached")) old.classList.remove("reached");
  target.classList.add("reached");
}

// What a hash names; one that is wrongly encoded names itself.
function named(hash) {
  try { return decodeURIComponent(hash); } catch { return hash; }
}

function reach(id) {
  if (id.startsWith("claim-")) return data.claims[Number(id.slice(6))] ? reachClaim(Number(id.slice(6))) : null;
  if (!id.startsWith("finding-")) return null;
  const number = data.findings.findIndex((finding) => "finding-" + finding.id === id);
  return number < 0 ? null : reachFinding(number);
}

const free = () => !$("search").value && Object.values(FILTERS).every((select) => !select.value);

function clear() {
  $("search").value = "";
  for (const select of Object.values(FILTERS)) select.value = "";
  redraw();
}

// ------------------------------------------------------------ keys

function step(by) {
  const items = [...document.querySelectorAll("#finding-list [data-finding]")];
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(here + by, 0), items.length - 1)];
  if (!next) return;
  (next.querySelector("summary") && next.tagName === "DETAILS" ? next.querySelector("summary") : next).focus();
  next.scrollIntoView({ block: "nearest" });
}

const KEYS = { j: () => step(1), k: () => step(-1), "/": () => $("search").focus() };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !free()) { clear(); return; }
  if (event.target.closest("input, select, textarea") || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});

// ------------------------------------------------------------ start

let waiting = 0;
$("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(redraw, 120); });
for (const select of Object.values(FILTERS)) select.addEventListener("change", redraw);
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("filters").addEventListener("reset", (event) => { event.preventDefault(); clear(); });
for (const chip of document.querySelectorAll("#legend button"))
  chip.addEventListener("click", () => {
    const verdict = chip.dataset.verdict;
    FILTERS.verdict.value = FILTERS.verdict.value === verdict ? "" : verdict;
    redraw();
    $("findings").scrollIntoView({ block: "start" });
  });
// A printed page holds all problems and what is open on the screen.
addEventListener("beforeprint", () => { for (const [, list] of lists) list.everything(200); });
addEventListener("hashchange", follow);
// A link to the place that is already in the address fires no hashchange.
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[href^='#']");
  if (link && link.getAttribute("href") === location.hash) follow();
});
fillFilters();
redraw();
if (location.hash) follow();
document.documentElement.dataset.ready = "yes";
