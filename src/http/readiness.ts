import { formatProblem, type Problem } from '../errors.ts';

/** What `/readyz` asks. */
export interface ReadinessParts {
  /** The faults of an edit that was not taken over; empty while the configuration is sound. */
  problems: () => Problem[];
  /** What must work, by its name in the answer; a check throws when it does not. */
  checks: () => Checks;
  /** What is named too, and need not work: requests are taken while Odoo is away, and carried out when it is back. */
  others: () => Checks;
  /** What will stop working soon. */
  warnings?: () => string[];
}

type Checks = ReadonlyMap<string, () => Promise<void>>;

interface Check {
  status: 'ok' | 'error';
  message?: string;
}

export interface Readiness {
  ready: boolean;
  checks: Record<string, Check>;
  problems: string[];
  warnings: string[];
}

const KEPT_FOR = 2_000;
const LONGEST_CHECK = 5_000;

/** Gives the state of all checks, asked anew at most every two seconds, however often it is wanted. */
export function readinessOf(parts: ReadinessParts): () => Promise<Readiness> {
  let latest: Promise<Readiness> | undefined;
  let goodUntil = 0;

  return () => {
    if (latest === undefined || performance.now() >= goodUntil) {
      goodUntil = Number.POSITIVE_INFINITY;
      latest = look(parts).finally(() => {
        goodUntil = performance.now() + KEPT_FOR;
      });
    }
    return latest;
  };
}

async function look({ problems, checks, others, warnings }: ReadinessParts): Promise<Readiness> {
  const broken = problems().map(formatProblem);
  const [needed, named] = await Promise.all([outcomes(checks()), outcomes(others())]);
  return {
    ready: Object.values(needed).every(({ status }) => status === 'ok'),
    checks: { config: configCheck(broken), ...needed, ...named },
    problems: broken,
    warnings: warnings?.() ?? [],
  };
}

async function outcomes(checks: Checks): Promise<Record<string, Check>> {
  const asked = [...checks].map(async ([name, check]) => [name, await outcome(check)] as const);
  return Object.fromEntries(await Promise.all(asked));
}

/** A broken edit does not make the server unready: the configuration before it is served on. */
function configCheck(broken: string[]): Check {
  return broken.length === 0
    ? { status: 'ok' }
    : { status: 'error', message: 'the last edit is broken; the configuration before it is served' };
}

async function outcome(check: () => Promise<void>): Promise<Check> {
  const { promise: timeUp, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${LONGEST_CHECK / 1000} seconds`)), LONGEST_CHECK);
  try {
    await Promise.race([check(), timeUp]);
    return { status: 'ok' };
  } catch (error) {
    return { status: 'error', message: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
