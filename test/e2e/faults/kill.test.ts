import { describe, expect } from 'vitest';
import { alarmOf } from '../../support/faults/alarms';
import { posting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { KILL_CASES, type KillResult } from '../../support/faults/kill-cases';
import { runKillCase } from '../../support/faults/run-kill-case';
import { failures, inWords, look, plural } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';

describe.each(['cli', 'auto'])('by %s', (via) => {
  const bench = useBench({ environment: { via } });

  for (const killCase of KILL_CASES) {
    const { subject, step, expected } = killCase;
    const injected = `the runner of ${subject.name} is killed ${step.name}`;
    fault(subject.fault, injected, words(expected), async (tell) => {
      const result = await runKillCase(bench, killCase);

      tell(words(result));
      expect(result).toEqual(expected);
      expect(failures(bench)).toEqual([expect.stringContaining('ended (killed)')]);
    });
  }
});

function words({ outcome, attempts, ran, runs, deadLetters }: KillResult): string {
  return `${outcome}, begun ${attempts} ×, ran ${ran} ×, ${plural(runs, 'run')}, ${plural(deadLetters, 'dead letter')}`;
}

const COMMANDS = [
  'backfill create --dag-id orders --from-date 2026-01-01 --to-date 2026-01-02',
  'tasks clear orders --yes',
  'dags delete orders --yes',
];

describe('of what must not be repeated', () => {
  const bench = useBench();

  fault(
    43,
    `the function is killed after Airflow has run ${COMMANDS.map((c) => `\`${c.split(' -')[0]}\``).join(', ')}`,
    'each ran once, ends as unknown, in the dead-letter queue, alarmed of',
    async (tell) => {
      bench.airflow.replace({ version: '3.3.1' });
      bench.onCall = async (call) => {
        if (call.phase === 'after' && posting()(call)) await bench.run.stack.killFunctions();
      };

      await bench.runAll(...COMMANDS);

      const seen = await look(bench);
      const ran = bench.ran.map(({ commandText }) => commandText.split(' ').slice(0, 2).join(' '));
      const { MetricName, Threshold } = alarmOf(bench, 'Dead letters waiting');
      tell(`ran ${ran.join(', ')}; ${inWords(seen)} (alarm above ${Threshold})`);
      expect(ran).toEqual(COMMANDS.map((command) => command.split(' ').slice(0, 2).join(' ')));
      expect(seen).toMatchObject({ posts: 3, unknown: 3, deadLetters: 3 });
      expect(MetricName).toBe('ApproximateNumberOfMessagesVisible');
      expect(seen.deadLetters).toBeGreaterThan(Threshold);
    },
  );
});
