"use strict";

// <tide-chart data-mean="2.1" data-constituents="1.9:12.42:0.3 0.6:12:1.1"> draws three days of a tide.
// A constituent is written amplitude:period:phase, in metres, hours and radians.
const TIDE_CHART_HOURS = 72;
const TIDE_CHART_SIZE = { width: 640, height: 180, left: 36, bottom: 24 };

class TideChart extends HTMLElement {
  connectedCallback() {
    const mean = Number(this.dataset.mean ?? 0);
    const constituents = (this.dataset.constituents ?? "")
      .split(/\s+/)
      .filter((text) => /^[-\d.]+:[\d.]+:[-\d.]+$/.test(text))
      .map((text) => text.split(":").map(Number));
    const height = (hour) =>
      constituents.reduce(
        (sum, [amplitude, period, phase]) =>
          sum + amplitude * Math.cos((2 * Math.PI * hour) / period - phase),
        mean,
      );
    const highest = constituents.reduce((sum, [amplitude]) => sum + Math.abs(amplitude), mean) || 1;
    const { width, height: tall, left, bottom } = TIDE_CHART_SIZE;
    const x = (hour) => left + ((width - left) * hour) / TIDE_CHART_HOURS;
    const y = (metres) => (tall - bottom) * (1 - metres / (highest * 1.1));

    let path = "";
    for (let hour = 0; hour <= TIDE_CHART_HOURS; hour += 0.5) {
      path += `${path ? "L" : "M"}${x(hour).toFixed(1)} ${y(height(hour)).toFixed(1)}`;
    }
    const days = [0, 24, 48]
      .map((hour) => `<text x="${x(hour)}" y="${tall - 6}">day ${hour / 24 + 1}</text>`)
      .join("");
    this.innerHTML = `<svg viewBox="0 0 ${width} ${tall}" role="img" aria-label="Heights of three days">
      <line class="mean" x1="${left}" x2="${width}" y1="${y(mean)}" y2="${y(mean)}"/>
      <path class="curve" d="${path}"/>
      <text x="0" y="${y(mean) + 4}">${mean.toFixed(1)} m</text>${days}
    </svg>`;
  }
}

// The second definition of a name throws, so a page that holds this script twice must not get that far.
if (!customElements.get("tide-chart")) customElements.define("tide-chart", TideChart)
