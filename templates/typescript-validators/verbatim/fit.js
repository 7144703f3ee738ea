/** Find the nearest size within the limits: the same ratio first, then the same area. */
function fit(text, separator, limits) {
  const wanted = sizeOf(text);
  if (wanted === null) {
    return null;
  }
  const steps = Object.entries(limits).map(([name, limit]) =>
    name === "ratio" ? null : limit[2],
  );
  const unit = Math.max(1, ...steps.filter((step) => step !== null));
  let best = null;
  for (const [width, height] of [wanted, withinSides(wanted, limits)]) {
    for (const percent of PERCENTS) {
      for (const stretch of STRETCHES) {
        const across = (width * percent * stretch) / 10000 / unit;
        const w = Math.max(unit, roundHalf(across) * unit);
        const h = Math.max(
          unit,
          roundHalf((height * percent) / 100 / unit) * unit,
        );
        if (boundFault(w, h, limits)) {
          continue;
        }
        const ratio = (w * wanted[1]) / (h * wanted[0]);
        const area = (w * h) / (wanted[0] * wanted[1]);
        const cost = 3 * Math.max(ratio, 1 / ratio) + Math.max(area, 1 / area);
        if (best === null || cost < best.cost) {
          best = { cost, size: `${w}${separator}${h}` };
        }
      }
    }
  }
  return best && best.size;
}

const STRETCHES = [100, 95, 105, 85, 115, 70, 140, 50, 200, 33, 300];
const PERCENTS = [
  ...Array.from({ length: 50 }, (_, i) => 100 - 2 * i),
  ...Array.from({ length: 150 }, (_, i) => 102 + 6 * i),
];

/** Round to the nearest whole number, a half to the even one. */
function roundHalf(number) {
  const floor = Math.floor(number);
  const rest = number - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** Bring each side into its own bounds, whatever becomes of the ratio. */
function withinSides([width, height], limits) {
  const sides = [width, height];
  const bounds = [
    ["width", [0]],
    ["height", [1]],
    ["side", [0, 1]],
  ];
  for (const [name, which] of bounds) {
    const [low, high] = limits[name] ?? [null, null];
    for (const index of which) {
      sides[index] = Math.max(sides[index], low ?? sides[index]);
      sides[index] = Math.min(sides[index], high ?? sides[index]);
    }
  }
  return sides;
}
