const margin = 3;

/** An SVG path through values at even distances; 3 px of air above and below. Nothing for fewer than two values. */
export function linePath(values: readonly number[], box: { width: number; height: number }): string {
  if (values.length < 2) return "";
  const top = Math.max(...values, 0);
  const bottom = Math.min(...values, 0);
  const room = box.height - 2 * margin;
  const step = box.width / (values.length - 1);
  const points = values.map((value, index) => {
    const share = top === bottom ? 0 : (value - bottom) / (top - bottom);
    return `${round(index * step)} ${round(box.height - margin - share * room)}`;
  });
  return `M${points.join("L")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
