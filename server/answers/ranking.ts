/** Places of the `most` highest values, highest first; of equal values the earlier place first. */
export function highest(values: Float32Array, most: number): Uint32Array {
  const places = new Uint32Array(Math.min(most, values.length));
  let count = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (count === places.length && (count === 0 || value <= values[places[count - 1]!]!)) continue;
    let place = count < places.length ? count++ : count - 1;
    for (; place > 0 && values[places[place - 1]!]! < value; place -= 1) places[place] = places[place - 1]!;
    places[place] = at;
  }
  return places;
}
