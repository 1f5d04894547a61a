import { Logger } from '@aws-lambda-powertools/logger';
import { expect, vi } from 'vitest';
import type { Command } from '../../lambda/airflow/command';
import type { CommandRecord } from '../../lambda/contract/record';
import type { Disposal } from '../../lambda/runner/batch';
import type { Outcome } from '../../lambda/runner/outcome';
import type { Delivery } from '../../lambda/runner/ports';
import { reportColdStart, reportSkipTo, reportTo } from '../../lambda/runner/report/report';
import type { LogLine } from '../../local/embedded-metrics';
import { ENVIRONMENT } from './deliveries';

/** What is written through the real logger, a line each. */
function linesOf(log: (logger: Logger) => void): readonly LogLine[] {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
  log(new Logger({ serviceName: 'runner' }));
  const written = writes.flatMap(({ mock }) => mock.calls.map(([text]) => String(text)));
  for (const write of writes) write.mockRestore();
  return written.map((text) => {
    expect(text.trimEnd()).not.toContain('\n');
    return JSON.parse(text);
  });
}

function lineOf(log: (logger: Logger) => void): LogLine {
  const [line = {}, ...more] = linesOf(log);
  expect(more).toStrictEqual([]);
  return line;
}

/** What the report of an outcome writes. */
export function reportedLine(
  record: CommandRecord,
  outcome: Outcome,
  command: Command | undefined,
): LogLine {
  return lineOf((logger) => reportTo(logger)(record, outcome, command));
}

/** What is written of a message that is not run. */
export function skippedLine(
  delivery: Delivery,
  id: string,
  why: string,
  disposal: Disposal,
): LogLine {
  return lineOf((logger) => reportSkipTo(logger, ENVIRONMENT)(delivery, id, why, disposal));
}

/** What is written of a process that begins to work. */
export function coldStartLine(): LogLine {
  return lineOf((logger) => reportColdStart(logger, ENVIRONMENT));
}
