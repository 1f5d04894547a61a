/**
 * Runs a program of the local stack: Ctrl-C, SIGTERM and failure all end it the same way, with what
 * it started stopped first.
 */
export async function main(
  program: (signal: AbortSignal, atEnd: (stop: () => Promise<void>) => void) => Promise<number>,
): Promise<void> {
  const interrupted = new AbortController();
  const stops: (() => Promise<void>)[] = [];
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => interrupted.abort(new Interrupted()));
  }
  const ended = new Promise<never>((_, reject) => {
    interrupted.signal.addEventListener('abort', () => reject(interrupted.signal.reason));
  });
  try {
    const running = program(interrupted.signal, (stop) => stops.unshift(stop));
    process.exitCode = await Promise.race([running, ended]);
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? 130 : 1;
    if (!(error instanceof Interrupted)) console.error(`\n${(error as Error).message}`);
  } finally {
    for (const stop of stops) await stop().catch((error: unknown) => console.error(error));
  }
  process.exit();
}

class Interrupted extends Error {}
