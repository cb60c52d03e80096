/**
 * What one evaluation may use: `steps` carried out, `milliseconds` taken, `depth` of calls inside calls, `size` of all it makes
 * (characters of text and items of collections, counted as they are made).
 */
export interface Budget {
  steps: number;
  milliseconds: number;
  depth: number;
  size: number;
}

/** Enough for any honest hook; `while True` ends within a second. */
export const DEFAULT_BUDGET: Budget = { steps: 5_000_000, milliseconds: 1000, depth: 100, size: 20_000_000 };

/** An evaluation went past one of its bounds. It is no Python exception: `except` and `finally` let it pass. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  readonly bound: keyof Budget;
  /** Where it was at work, in UTF-16 units from the start of the source. */
  offset: number | undefined;

  constructor(bound: keyof Budget, message: string) {
    super(message);
    this.bound = bound;
  }
}

const STEPS_BETWEEN_CLOCKS = 5000;

// The bounds of the evaluation that runs now; outside one nothing is bounded. Evaluation is synchronous, so one set is enough; a nested
// one puts it back.
let budget: Budget = DEFAULT_BUDGET;
let stepsLeft = Number.POSITIVE_INFINITY;
let stepsToClock = Number.POSITIVE_INFINITY;
let sizeLeft = Number.POSITIVE_INFINITY;
let depthLeft = Number.POSITIVE_INFINITY;
let deadline = 0;

/** Runs the evaluation under the budget. Throws LimitError past one of its bounds. */
export function bounded<Result>(allowed: Budget, run: () => Result): Result {
  const outer = { budget, stepsLeft, stepsToClock, sizeLeft, depthLeft, deadline };
  budget = allowed;
  stepsLeft = allowed.steps;
  stepsToClock = STEPS_BETWEEN_CLOCKS;
  sizeLeft = allowed.size;
  depthLeft = allowed.depth;
  deadline = 0;
  try {
    return run();
  } finally {
    ({ budget, stepsLeft, stepsToClock, sizeLeft, depthLeft, deadline } = outer);
  }
}

/** Counts steps: one for each statement, turn of a loop and call, more for work that grows with its input. */
export function spend(steps: number): void {
  stepsLeft -= steps;
  stepsToClock -= steps;
  if (stepsToClock < 0) {
    check();
  }
}

function check(): void {
  if (stepsLeft < 0) {
    throw new LimitError(
      'steps',
      `stopped after ${budget.steps} steps, the most one run may take: is there a loop that does not end?`,
    );
  }
  const now = performance.now();
  if (deadline === 0) {
    deadline = now + budget.milliseconds;
  } else if (now > deadline) {
    throw new LimitError('milliseconds', `stopped after ${budget.milliseconds} ms, the longest one run may take`);
  }
  stepsToClock = Math.min(STEPS_BETWEEN_CLOCKS, stepsLeft);
}

/** Counts what is about to be made, before it is made: characters of a text, items of a collection. */
export function make(size: number): void {
  sizeLeft -= size;
  if (sizeLeft < 0) {
    throw new LimitError(
      'size',
      `stopped: it makes more than ${budget.size} characters and items, the most one run may make`,
    );
  }
  // Also one small thing takes time to make: a list that grows item by item must come to look at the clock.
  spend(size > 64 ? size >> 4 : 1);
}

/** Enters a call; `leave` must follow. */
export function enter(): void {
  depthLeft -= 1;
  if (depthLeft < 0) {
    depthLeft += 1;
    throw new LimitError('depth', `stopped: more than ${budget.depth} calls inside one another, the most there may be`);
  }
}

/** Leaves a call that was entered. */
export function leave(): void {
  depthLeft += 1;
}
