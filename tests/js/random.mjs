/** The same random numbers in every run: a failure can be looked at again. */
let state = 20240124;

/** A whole number from 0 to `limit` - 1; 0 when `limit` is 0. */
export function below(limit) {
  state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
  return limit ? (state >>> 0) % limit : 0;
}
