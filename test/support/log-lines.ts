import { Logger } from '@aws-lambda-powertools/logger';
import { expect, vi } from 'vitest';
import type { Command } from '../../lambda/airflow/command';
import type { CommandRecord } from '../../lambda/contract/record';
import type { Outcome } from '../../lambda/runner/outcome';
import type { Delivery } from '../../lambda/runner/ports';
import { reportSkipTo, reportTo } from '../../lambda/runner/report';

/** What is written through the real logger, which must be one line. */
function lineOf(log: (logger: Logger) => void): Record<string, unknown> {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
  log(new Logger({ serviceName: 'runner' }));
  const written = writes.flatMap(({ mock }) => mock.calls.map(([text]) => String(text))).join('');
  for (const write of writes) write.mockRestore();
  expect(written.trimEnd()).not.toContain('\n');
  return JSON.parse(written);
}

/** What the report of an outcome writes. */
export function reportedLine(
  record: CommandRecord,
  outcome: Outcome,
  command: Command | undefined,
): Record<string, unknown> {
  return lineOf((logger) => reportTo(logger)(record, outcome, command));
}

/** What is written of a message that is not run. */
export function skippedLine(delivery: Delivery, id: string, why: string): Record<string, unknown> {
  return lineOf((logger) => reportSkipTo(logger)(delivery, id, why));
}
