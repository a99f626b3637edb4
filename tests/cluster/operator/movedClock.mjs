// Loaded before the operator by `node --import`: each SIGUSR2 moves its wall clock by the next of these hours. Timers and the
// monotonic clock go on as they do when the clock of a node is set.
const hours = (process.env.FHIR_TEST_CLOCK ?? '').split(',').map(Number);
const Real = Date;
/** @typedef {[string | number | Date]} Given */
let offset = 0;

process.on('SIGUSR2', () => {
  offset += (hours.shift() ?? 0) * 3_600_000;
});

const Moved = class extends Real {
  /** @param {Given | []} args */
  constructor(...args) {
    if (args.length === 0) super(Real.now() + offset);
    else super(...args);
  }

  static now() {
    return Real.now() + offset;
  }
};
globalThis.Date = /** @type {DateConstructor} */ (Moved);
