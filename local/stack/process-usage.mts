/** What this process uses, for tests. Plain ECMAScript but for its types: a function's process loads it. */
import type { ProcessUsage } from './function-messages';

/** Of a diagnostic report: a handle, with where its connection goes when it is one. */
interface Handle {
  readonly type: string;
  readonly remoteEndpoint?: { readonly host: string; readonly port: number } | null;
}

/** What is used of `process.report`. */
interface Reporter {
  excludeNetwork: boolean;
  getReport(): { readonly libuv: readonly Handle[] };
}

/** Memory is measured after a garbage collection: what a process has not yet thrown away is no leak. */
export function measureUsage(invocations: number): ProcessUsage {
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    pid: process.pid,
    invocations,
    cpuMs: (user + system) / 1000,
    rssBytes: rss,
    heapBytes: heapUsed,
    connections: countConnections(),
  };
}

/** From a report, which knows idle sockets too; the list of active resources does not. */
function countConnections(): Readonly<Record<string, number>> {
  const report = process.report as unknown as Reporter;
  report.excludeNetwork = true; // else it looks each address up in the DNS
  const { libuv } = report.getReport();
  const counts: Record<string, number> = {};
  for (const { type, remoteEndpoint } of libuv) {
    if (type !== 'tcp' || !remoteEndpoint) continue;
    const address = `${remoteEndpoint.host}:${remoteEndpoint.port}`;
    counts[address] = (counts[address] ?? 0) + 1;
  }
  return counts;
}
