import type { Agent } from 'node:https';

/**
 * A connection that was idle for longer is not used again. A load balancer closes one after a minute,
 * which a frozen Lambda does not see; and a command written to a closed connection counts as lost.
 */
const MAX_IDLE_MS = 30_000;

/** Has one exchange after the other use an agent's connections, none that was idle for long. */
export function keepFresh(agent: Agent) {
  // Who has opened a connection before the first exchange has done so since now.
  let lastUsed = Date.now();
  return async <T>(exchange: () => Promise<T>): Promise<T> => {
    if (Date.now() - lastUsed > MAX_IDLE_MS) agent.destroy();
    try {
      return await exchange();
    } finally {
      lastUsed = Date.now();
    }
  };
}
