import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { alarmOf } from '../../support/faults/alarms';
import { synthesize } from '../../support/faults/deployment';
import { fault } from '../../support/faults/fault';
import { acknowledge, handOver, receive } from '../../support/faults/hand-over';
import { inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

const DAY_SECONDS = 86_400;

/** Each breaks one of the rules between the time-outs. */
const MISFITS: readonly (readonly [object, RegExp])[] = [
  [{ command: 4 }, /commandTimeout is 4 seconds/],
  [{ command: 426 }, /commandTimeout is 426 seconds/],
  [
    { command: 65, runner: 179 },
    /runnerTimeout is 179 seconds: give whole seconds, 180 .*confirmation 30 s/,
  ],
  [{ runner: 901 }, /runnerTimeout is 901 seconds/],
  [
    { runner: 180, visibility: 1079 },
    /visibilityTimeout is 1079 seconds: give whole seconds, 1080/,
  ],
  [{ visibility: 43_201 }, /visibilityTimeout is 43201 seconds/],
];

describe('at synth', () => {
  fault(
    27,
    'time-outs that do not fit together',
    'refused, the least that fits told',
    async (tell) => {
      const errors = MISFITS.map(([timeouts]) => {
        try {
          synthesize({ timeouts }).remove();
          return 'synthesized';
        } catch (error) {
          return (error as Error).message;
        }
      });
      const fitting = synthesize({ timeouts: { command: 65, runner: 180, visibility: 1080 } });
      fitting.remove();

      const refused = errors.filter((error) => error !== 'synthesized').length;
      tell(
        `${refused} of ${MISFITS.length} refused, for example "${errors[2]}"; those that fit taken`,
      );
      expect(errors).toEqual(MISFITS.map(([, message]) => expect.stringMatching(message)));
    },
  );
});

byEachWay({ leftOut: 'AWS::Lambda::EventSourceMapping' }, (bench) => {
  fault(
    49,
    'a command waits in its queue until SQS is about to forget it',
    'the alarm of its age goes off days before; it runs all the same',
    async (tell) => {
      const QueueUrl = bench.output('QueueUrl');
      const { Attributes } = await bench.run.stack.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['MessageRetentionPeriod'] }),
      );
      const retention = Number(Attributes?.MessageRetentionPeriod);
      const alarm = alarmOf(bench, 'Oldest command waits too long');
      await bench.send('dags trigger orders');
      const sentAt = Date.now();
      const age = () => Math.floor((Date.now() - sentAt) / 1000);
      while (age() <= alarm.Threshold) await advanceClock(3_600_000);
      const alarmed = age();
      await advanceClock((retention - age() - 60) * 1000);
      const message = await receive(bench);
      if (message === undefined) throw new Error('it is gone');
      await handOver(bench, message);
      await acknowledge(bench, message);

      const seen = await look(bench);
      const days = (retention - alarmed) / DAY_SECONDS;
      tell(
        `${alarm.MetricName} above ${alarm.Threshold} s: ${days.toFixed(1)} days before the ${retention / DAY_SECONDS} of SQS are over; run when ${(age() / DAY_SECONDS).toFixed(3)} days old: ${inWords(seen)}`,
      );
      expect(alarm.MetricName).toBe('ApproximateAgeOfOldestMessage');
      expect(days).toBeGreaterThan(10);
      expect(seen).toMatchObject({ succeeded: 1, runs: 1, deadLetters: 0 });
    },
  );
});
