// Facts over time: a mark and an interval for each value, its period as a line, implied values hollow.

const HIGH = 220, LEFT = 8, RIGHT = 20, TOP = 16, BOTTOM = 34;
let WIDE = 1000;  // the width at hand when the lines are drawn, so that letters keep their size

function drawTimelines(numbers) {
  $("timelines").hidden = numbers.length === 0;
  WIDE = Math.max(290, Math.min(1040, $("timeline-list").clientWidth - 40));
  $("timeline-list").replaceChildren(paged(numbers, 8, (number) => timeline(data.facts[number])));
}

function timeline(fact) {
  const scale = scalesOf(fact.points);
  return el("figure", { class: "timeline" },
    el("figcaption", { dir: "auto" }, fact.title, scale.log ? el("span", { class: "aside" }, " " + said("html-axis-log")) : ""),
    el("div", { class: "plot", role: "group", "aria-label": said("html-timeline-of", { fact: fact.title }) },
      svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "group" },
        axis(fact, scale), path(fact.points, scale), fact.points.map((point) => pointMark(point, scale)))),
    el("details", { class: "points" }, el("summary", null, said("html-points", { count: fact.points.length })),
      el("ul", null, fact.points.map(pointLine))));
}

const day = (words) => Date.parse(words) / 86400000;

function scalesOf(points) {
  const lows = points.map((point) => Number(point.low)), highs = points.map((point) => Number(point.high));
  let low = Math.min(...lows), high = Math.max(...highs);
  const log = low > 0 && high / low > 30;
  const far = log ? Math.log : (value) => value;
  const room = (far(high) - far(low)) * 0.12 || Math.abs(far(high)) * 0.1 || 1;
  const bottom = far(low) - room, top = far(high) + room;
  const start = Math.min(...points.map((point) => day(point.start))), end = Math.max(...points.map((point) => day(point.end))) + 1;
  const left = start - (end - start) * 0.02, right = end + (end - start) * 0.02;
  const labels = WIDE > 600 ? 120 : 30;  // room for the values beside the points, or just above their lines
  return {
    log,
    x: (at) => LEFT + labels + ((at - left) / (right - left)) * (WIDE - LEFT - labels - RIGHT),
    y: (value) => HIGH - BOTTOM - ((far(value) - bottom) / (top - bottom)) * (HIGH - TOP - BOTTOM),
    days: [start, end],
  };
}

const middle = (point) => (day(point.start) + day(point.end) + 1) / 2;
const centre = (point) => point.stated !== undefined ? Number(point.stated) : (Number(point.low) + Number(point.high)) / 2;

// Values at the axis are those of points, in the words of the report: no figure is made up for a grid.
function axis(fact, scale) {
  const values = [...fact.points].filter((point) => !point.implied).sort((a, b) => centre(a) - centre(b));
  const shown = [];
  for (const point of values) {
    const y = scale.y(centre(point));
    if (shown.every(([other]) => Math.abs(other - y) >= 20)) shown.push([y, point.value]);
  }
  return [
    shown.map(([y, words]) => [
      svg("line", { class: "grid", x1: LEFT, x2: WIDE - RIGHT, y1: y, y2: y }),
      svg("text", { class: "tick", x: LEFT, y: y - 4 }, shortened(words, 22)),
    ]),
    years(scale),
  ];
}

const shortened = (words, most) => (words.length > most ? words.slice(0, most - 1) + "…" : words);

function years(scale) {
  const first = new Date(scale.days[0] * 86400000), last = new Date((scale.days[1] - 1) * 86400000), out = [];
  const step = Math.max(1, Math.ceil((last.getUTCFullYear() - first.getUTCFullYear()) / 8));
  for (let year = first.getUTCFullYear(); year <= last.getUTCFullYear() + 1; year += step) {
    const x = scale.x(Date.UTC(year, 0, 1) / 86400000);
    if (x < LEFT || x > WIDE - RIGHT) continue;
    out.push(svg("line", { class: "year", x1: x, x2: x, y1: TOP, y2: HIGH - BOTTOM }),
      svg("text", { class: "tick", x, y: HIGH - 12, "text-anchor": "middle" }, String(year)));
  }
  if (!out.length) out.push(
    svg("text", { class: "tick", x: LEFT, y: HIGH - 12 }, first.toISOString().slice(0, 10)),
    svg("text", { class: "tick", x: WIDE - RIGHT, y: HIGH - 12, "text-anchor": "end" }, last.toISOString().slice(0, 10)));
  return out;
}

function path(points, scale) {
  const best = new Map();  // one value a period: the one that most claims state
  for (const point of points.filter((each) => !each.implied)) {
    const known = best.get(point.end);
    if (!known || known.claims.length < point.claims.length) best.set(point.end, point);
  }
  const line = [...best.values()].map((point) => `${scale.x(middle(point)).toFixed(1)},${scale.y(centre(point)).toFixed(1)}`);
  return svg("polyline", { class: "path", points: line.join(" ") });
}

function verdictOf(point) {
  const order = Object.keys(data.signs);
  const verdicts = point.claims.map((number) => data.claims[number].verdict).filter(Boolean);
  return verdicts.sort((a, b) => order.indexOf(a) - order.indexOf(b))[0] || "source";
}

function pointMark(point, scale) {
  const x = scale.x(middle(point)), y = scale.y(centre(point));
  const [low, high] = [scale.y(Number(point.low)), scale.y(Number(point.high))];
  const verdict = point.implied ? "implied" : verdictOf(point);
  const parts = [
    svg("line", { class: "span", x1: scale.x(day(point.start)), x2: scale.x(day(point.end) + 1), y1: y, y2: y }),
    svg("line", { class: "interval", x1: x, x2: x, y1: low, y2: high }),
    svg("line", { class: "interval", x1: x - 4, x2: x + 4, y1: low, y2: low }),
    svg("line", { class: "interval", x1: x - 4, x2: x + 4, y1: high, y2: high }),
    shape(verdict, x, y),
    svg("title", null, sayPoint(point)),
  ];
  const attributes = { class: "point v-" + verdict, "data-start": point.start, "data-end": point.end, "data-low": point.low,
    "data-high": point.high, "data-stated": point.stated };
  const found = point.claims.flatMap((number) => findingsOf[number])[0];
  if (found === undefined) return svg("g", { ...attributes, role: "img", "aria-label": sayPoint(point) }, parts);
  return svg("a", { ...attributes, href: findingLink(found), "aria-label": sayPoint(point) }, parts);
}

// The form says what the colour says.
function shape(verdict, x, y) {
  if (verdict === "conflict") return svg("path", { class: "shape", d: `M${x - 6} ${y - 6}L${x + 6} ${y + 6}M${x - 6} ${y + 6}L${x + 6} ${y - 6}` });
  if (verdict === "implied") return svg("path", { class: "shape", d: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z` });
  if (verdict === "superseded") return svg("path", { class: "shape", d: `M${x} ${y - 6}L${x + 6} ${y + 5}L${x - 6} ${y + 5}Z` });
  return svg("circle", { class: "shape", cx: x, cy: y, r: 5 });
}

function sayPoint(point) {
  const claim = data.claims[point.claims[0]], doc = claimDoc(claim);
  const source = doc ? joined([doc.title, doc.outlet, doc.published]) : "";
  const kind = point.implied ? said("html-implied") : (data.signs[verdictOf(point)] || ["", ""])[1];
  return joined([point.period, point.value, kind, source]);
}

function pointLine(point) {
  return el("li", { dir: "auto" }, sayPoint(point), " ", point.claims.map((number) => [placeOf(number), " "]));
}
