// A draft in, its claims marked at once, their verdicts as they come, the evidence on a click.

let sent = null;      // what was checked last: bytes, name, date
let upload = null;    // a file that stands in for the text

Object.assign(data.words, data.more);
data.signs.pending = ["…", said("serve-pending")];

const status = (words, loud) => {
  $("status").textContent = words;
  $("status").classList.toggle("loud", Boolean(loud));
};

async function check() {
  const day = $("published").value;
  const bytes = upload ? new Uint8Array(await upload.arrayBuffer()) : new TextEncoder().encode($("text").value);
  sent = { bytes, name: upload ? upload.name : "draft", published: day };
  if (bytes.length > data.limit) return status(said("serve-too-large", { limit: data.limit / 1e6 + " MB" }), true);
  status(said("serve-reading"));
  const query = new URLSearchParams({ name: sent.name, ...(day ? { published: day } : {}) });
  const answer = await fetch("/api/check?" + query, {
    method: "POST", body: bytes, headers: { accept: "application/x-ndjson", "content-type": "text/plain" } });
  if (!answer.ok) return status((await answer.json()).error, true);
  for await (const event of lines(answer.body)) arrived(event);
}

// The JSON lines of a stream, one by one.
async function* lines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const parts = (rest + (value || "")).split("\n");
    rest = parts.pop();
    for (const part of parts) if (part) yield JSON.parse(part);
    if (done) return;
  }
}

function arrived(event) {
  if (event.event === "error") return status(event.error, true);
  const first = event.event === "claims";
  take(event.page);
  if (first) for (const claim of data.claims) if (claim.verdict) claim.verdict = "pending";
  draw(event.summary, first);
  status(first ? said("serve-judging", { count: event.summary.claims })
    : said("serve-done", { count: event.summary.claims, conflicts: event.summary.conflicting }), !first && event.summary.conflicting);
}

function draw(summary, first) {
  $("result").hidden = false;
  $("legend").replaceChildren(...(first ? [] : summary.outcomes.map((outcome) =>
    el("li", null, el("button", { type: "button", class: "chip v-" + outcome.verdict, "data-verdict": outcome.verdict,
      click: () => next(outcome.verdict) },
      el("span", { class: "sign", "aria-hidden": "true" }, outcome.sign), " " + outcome.words + " ", el("b", null, outcome.count))))));
  $("marked").replaceChildren(el("div", { class: "text", dir: "auto" }, textOf(data.documents[0], 0)));
  const loud = data.findings.map((_, number) => number).filter((number) => FRAMED.includes(data.findings[number].verdict));
  $("cards").replaceChildren(...(first ? [] : loud.length ? loud.map(evidence) : [el("p", { class: "hint" }, said("serve-evidence-hint"))]));
}

// Go to the next mark with a verdict, from the one reached last.
function next(verdict) {
  const marks = [...document.querySelectorAll("#marked .anchor")].filter((mark) => mark.querySelector(".v-" + verdict));
  const here = marks.findIndex((mark) => mark.classList.contains("reached"));
  if (marks.length) reached(marks[(here + 1) % marks.length]);
}

function reached(mark) {
  for (const old of document.querySelectorAll(".reached")) old.classList.remove("reached");
  mark.classList.add("reached");
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
}

// ------------------------------------------------------------ evidence

function evidence(number) {
  const shown = card(number);
  if (FRAMED.includes(data.findings[number].verdict) && !data.findings[number].mark) shown.append(acceptance(number));
  const claim = data.claims[data.findings[number].claims[0]];
  if (claim && claim.name) {
    const query = new URLSearchParams({ subject: claim.subject || "", metric: claim.name });
    shown.append(el("p", null, el("a", { href: "/history?" + query, target: "_blank", rel: "noopener" }, said("serve-history-of", { fact: joined([claim.subject, claim.name]) }))));
  }
  return shown;
}

function showClaim(number) {
  const found = findingsOf[number];
  $("cards").replaceChildren(...(found.length ? found.map(evidence)
    : [el("article", { class: "card v-" + data.claims[number].verdict }, badge(data.claims[number].verdict),
      el("p", { class: "message" }, said("serve-no-verdict")), claimFigure(number))]));
  $("evidence").focus({ preventScroll: true });
  if (innerWidth < 900) $("evidence").scrollIntoView({ block: "start" });
}

function acceptance(number) {
  const reason = el("input", { name: "reason", autocomplete: "off" }), owner = el("input", { name: "owner", autocomplete: "off" });
  const outcome = el("p", { role: "status", class: "hint" });
  const form = el("form", { class: "accept", submit: (event) => { event.preventDefault(); accept(number, reason.value, owner.value, outcome, form); } },
    el("label", null, el("span", null, said("serve-reason")), reason), el("label", null, el("span", null, said("serve-owner")), owner),
    el("button", { type: "submit", class: "button" }, said("serve-accept-button")), outcome);
  return el("details", { class: "steps" }, el("summary", null, said("serve-accept")), form);
}

async function accept(number, reason, owner, outcome, form) {
  const body = { finding: data.findings[number].id, draft: base64(sent.bytes), name: sent.name, reason, owner };
  if (sent.published) body.published = sent.published;
  const answer = await fetch("/api/accept", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const told = await answer.json();
  outcome.textContent = answer.ok ? said("serve-accepted", told) : told.error;
  if (answer.ok) form.querySelector("button").disabled = true;
}

function base64(bytes) {
  let words = "";
  for (let at = 0; at < bytes.length; at += 8192) words += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(words);
}

// ------------------------------------------------------------ start

function taken(file) {
  upload = file || null;
  $("text").disabled = Boolean(upload);
  status(upload ? said("serve-file-taken", { name: upload.name }) : "");
}

$("draft").addEventListener("submit", (event) => {
  event.preventDefault();
  check().catch((error) => status(said("serve-failed", { error: error.message }), true));
});
$("file").addEventListener("change", () => taken($("file").files[0]));
$("draft").addEventListener("dragover", (event) => event.preventDefault());
$("draft").addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  taken(event.dataTransfer.files[0]);
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") $("draft").requestSubmit();
});
document.addEventListener("click", (event) => {
  const anchor = event.target.closest(".anchor"), link = event.target.closest("a.place");
  if (anchor) { event.preventDefault(); reached(anchor); showClaim(Number(anchor.id.slice(6))); }
  if (link) { event.preventDefault(); const mark = $(link.getAttribute("href").slice(1)); if (mark) reached(mark); }
});
document.documentElement.dataset.ready = "yes";
