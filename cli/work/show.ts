import type { CommandRecord } from '../../lambda/contract/record';
import { recordsOf } from '../adapters/records';
import type { Cli } from '../cli';
import { EXIT, troubleError } from '../exit';
import { duration, oneLine, wrap } from '../terminal/format';
import { colourOf, readOutput, recordAsJson } from '../terminal/output';
import type { Terminal } from '../terminal/terminal';

/** Shows one record. @throws CliError when there is none */
export async function showRecord(cli: Cli, id: string): Promise<number> {
  const here = await cli.here();
  const record = await recordsOf(here).find(id);
  if (record === undefined) {
    throw troubleError(
      `${here.deployment.environmentName} has no record of ${JSON.stringify(id)}: look for another id ("mwaaq history"); it was never taken up, or was forgotten`,
    );
  }
  cli.show(recordAsJson(record), () => describe(record, cli.terminal));
  return EXIT.succeeded;
}

function describe(record: CommandRecord, terminal: Terminal): string {
  const ended = record.state === 'ended' ? record : undefined;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['id', record.id],
    ['state', colourOf(ended?.outcome ?? record.state, terminal)],
    ['reason', 'reason' in record ? oneLine(record.reason ?? '') : undefined],
    ['command', oneLine(record.command ?? '')],
    ['DAG', oneLine(record.dagId ?? '')],
    ['run', oneLine(record.runId ?? '')],
    ['source', record.source],
    ['sender', record.senderId],
    ['via', 'via' in record ? record.via : undefined],
    ['sent', record.sentAt],
    [
      'begun',
      `${record.startedAt}, ${record.attempts} ${record.attempts === 1 ? 'time' : 'times'}`,
    ],
    ['ended', ended?.finishedAt],
    ['waited', ended && duration(ended.waitingMs / 1000)],
    ['took', ended?.cliMs === undefined ? undefined : duration(ended.cliMs / 1000)],
  ];
  const known = lines.flatMap(([name, value]) =>
    value ? [`${name.padEnd(8)} ${wrap(value, terminal.columns, 9)}`] : [],
  );
  return [
    ...known,
    ...outputLines('stdout', readOutput(ended?.stdout)),
    ...outputLines('stderr', readOutput(ended?.stderr)),
  ].join('\n');
}

function outputLines(name: string, text: string): readonly string[] {
  return text === '' ? [] : ['', `--- ${name}`, text.trimEnd()];
}
