// Draws the price of a round over time, from the table of bids on the same page: a step for each bid, a
// point where one extended the bidding, and a line where the published end lay.
import uPlot from "uplot";

const HEIGHT_PX = 240;
const LATE_BIDS_MIN = 3;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function drawCharts() {
  for (const figure of document.querySelectorAll("[data-chart]")) {
    const table = figure.parentElement.querySelector("[data-bids]");
    if (table && table.tBodies[0].rows.length > 1) keepDrawn(figure, readBids(table));
  }
}

// The table is the source: amounts are exact there, and here only as exact as a pixel.
function readBids(table) {
  return [...table.tBodies[0].rows].reverse().map((row) => ({
    at: new Date(row.querySelector("time").dateTime) / 1000,
    amount: Number(row.querySelector("data").value),
    extended: row.hasAttribute("data-extended"),
  }));
}

function keepDrawn(figure, bids) {
  const place = figure.querySelector(".chart-place");
  const columns = columnsOf(figure, bids);
  const [first, last] = [columns[0][0], columns[0].at(-1)];
  let chart = null;
  let from = first;
  const look = () => chart.setScale("x", { min: from, max: last });
  const draw = () => {
    chart?.destroy();
    chart = new uPlot(optionsOf(figure, place, bids), columns, place);
    look();
  };
  draw();
  figure.querySelector("[data-chart-key]")?.removeAttribute("hidden");
  offerSpans(figure, bids, last, (span) => {
    from = span ? Math.max(first, last - span) : first;
    look();
  });
  new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: HEIGHT_PX })).observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}

// A round lasts a day and is decided in its last minutes: where that is so, those can be seen alone.
function offerSpans(figure, bids, last, choose) {
  const buttons = [...figure.querySelectorAll("[data-span]")];
  const [short] = buttons;
  const late = bids.filter((bid) => bid.at >= last - Number(short.dataset.span)).length;
  if (last - bids[0].at < 2 * Number(short.dataset.span) || late < LATE_BIDS_MIN) return;
  figure.querySelector(".chart-ways").hidden = false;
  const press = (pressed) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === pressed));
    choose(Number(pressed.dataset.span));
  };
  for (const button of buttons) button.addEventListener("click", () => press(button));
  press(short);
}

function columnsOf(figure, bids) {
  const end = new Date(figure.dataset.end) / 1000;
  const last = bids[bids.length - 1];
  const until = Math.max(last.at, Math.min(end, Date.now() / 1000));
  return [
    [...bids.map((bid) => bid.at), until],
    [...bids.map((bid) => bid.amount), last.amount],
    [...bids.map((bid) => (bid.extended ? bid.amount : null)), null],
  ];
}

function optionsOf(figure, place, bids) {
  const { zone, wordsPrice, wordsExtended } = figure.dataset;
  const axis = { stroke: colour("--ink-2"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
  const amounts = compactAmounts(figure.dataset.digits);
  return {
    width: place.clientWidth,
    height: HEIGHT_PX,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    cursor: { drag: { x: false, y: false } },
    legend: { show: false },
    scales: { y: { range: (_, low, high) => [low - (high - low) * 0.06, high + (high - low) * 0.08 || high + 1] } },
    axes: [
      { ...axis, values: (_, ticks) => hoursOf(ticks, zone) },
      { ...axis, size: 74, values: (_, ticks) => ticks.map(amounts) },
    ],
    series: [
      {},
      {
        label: wordsPrice,
        stroke: colour("--chart-1"),
        width: 2,
        paths: uPlot.paths.stepped({ align: 1 }),
        points: { show: bids.length < 40, size: 5 },
      },
      {
        label: wordsExtended,
        stroke: colour("--chart-2"),
        width: 0,
        paths: () => null,
        points: { show: true, size: 9, fill: colour("--surface"), stroke: colour("--chart-2"), width: 2 },
      },
    ],
    hooks: { draw: [(chart) => markPlannedEnd(chart, figure)] },
  };
}

function hoursOf(ticks, zone) {
  const span = ticks[ticks.length - 1] - ticks[0];
  const shape = span > 2 * 86_400 ? { month: "short", day: "numeric" } : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { ...shape, timeZone: zone });
  return ticks.map((seconds) => format.format(new Date(seconds * 1000)));
}

function compactAmounts(digits) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 2 });
  return (minor) => format.format(minor / 10 ** Number(digits));
}

function markPlannedEnd(chart, figure) {
  const at = new Date(figure.dataset.planned) / 1000;
  const { left, top, width, height } = chart.bbox;
  const x = chart.valToPos(at, "x", true);
  if (x < left || x > left + width) return;
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colour("--gold-line");
  ctx.fillStyle = colour("--gold");
  ctx.setLineDash([6, 4]);
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = x > left + width / 2 ? "right" : "left";
  // Before an end that moved the price was still low, so above the bids there is room; else below them.
  const moved = new Date(figure.dataset.end) / 1000 > at;
  const y = moved ? top + 14 * devicePixelRatio : top + height - 8 * devicePixelRatio;
  ctx.fillText(` ${figure.dataset.wordsPlanned} `, x, y);
  ctx.restore();
}
