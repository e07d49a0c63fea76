// The data of the page; see data.py for its form.
const data = {};
let findingsOf = [], claimsIn = [];  // by claim, the findings that speak of it; by document, its claims

// Put new data in the place of what was there.
function take(fresh) {
  Object.assign(data, fresh, { claims: unpacked(fresh.claims), findings: unpacked(fresh.findings) });
  findingsOf = data.claims.map(() => []);
  claimsIn = data.documents.map(() => []);
  data.findings.forEach((finding, number) => finding.claims.forEach((claim) => findingsOf[claim].push(number)));
  data.claims.forEach((claim, number) => { if (claim.doc !== undefined) claimsIn[claim.doc].push(number); });
}

take(JSON.parse(document.getElementById("data").textContent));

// Records that were packed by packing.py.
function unpacked({ fields, numbered, words, rows }) {
  const isNumbered = fields.map((field) => numbered.includes(field));
  return rows.map((row) => {
    const record = {};
    row.forEach((value, at) => { if (value !== null) record[fields[at]] = isNumbered[at] ? words[value] : value; });
    return record;
  });
}

// Elements made of text: nothing in an article can become markup, because no markup is ever parsed.

function el(name, attributes, ...children) {
  return dressed(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return dressed(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function dressed(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const $ = (id) => document.getElementById(id);

function said(id, values) {
  const template = data.words[id] ?? id;
  return template.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
}

const joined = (words) => words.filter(Boolean).join(said("list-dot"));

// The verdict as a sign and a word.
function badge(verdict) {
  const [sign, words] = data.signs[verdict] || ["", verdict];
  return el("span", { class: "badge v-" + verdict },
    el("span", { class: "sign", "aria-hidden": "true" }, sign), " " + words);
}

// A list that draws a page at a time: as its end comes into sight, or when its button is pressed.
function paged(items, size, draw) {
  const list = el("div", { class: "paged" });
  const button = el("button", { type: "button", class: "more", click: () => next(size) });
  let drawn = 0;
  function next(count) {
    const batch = items.slice(drawn, drawn + count).map(draw);
    drawn += batch.length;
    button.remove();
    list.append(...batch);
    if (drawn < items.length) {
      button.textContent = said("html-more", { count: items.length - drawn });
      list.append(button);
      watched.observe(button);
    }
  }
  list.upTo = (index) => { if (index >= drawn) next(index + 1 - drawn); };
  list.everything = (most) => { if (drawn < items.length) next(Math.min(items.length - drawn, most)); };
  next(size);
  return list;
}

const watched = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting && entry.target.isConnected) entry.target.click();
}, { rootMargin: "400px" });
