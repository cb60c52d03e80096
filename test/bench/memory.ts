import { readFileSync } from 'node:fs';

/** The memory of a process that is in RAM, in megabytes. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

/** Measures it each second until `stop`. */
export function watchMemory(pid: number): { stop(): number[] } {
  const seen = [residentMegabytes(pid)];
  const timer = setInterval(() => seen.push(residentMegabytes(pid)), 1000);
  return {
    stop() {
      clearInterval(timer);
      return seen;
    },
  };
}
