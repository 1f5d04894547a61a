import { describe, expect, it } from 'vitest';
import { alarmStates } from '../../scripts/dashboard/alarm-states';
import { Figures } from '../../scripts/dashboard/figures';
import { fullTemplates } from '../../scripts/full-app';

const periods = { start: 0, periodMs: 1000, count: 12 };
const [template = { Resources: {} }] = fullTemplates((stack) => stack === 'Environment');
const TROUBLES = {
  namespace: 'MwaaCommandQueue',
  name: 'EnvironmentTroubles',
  of: 'MyEnvironment',
};
const QUEUE = { namespace: 'AWS/SQS', of: 'Queue/Commands.QueueName' };

/** The state of one alarm, when a metric has values in the seconds of a run. */
function stateOf(alarm: string, figures: Figures): string | undefined {
  return alarmStates(template, figures, periods).get(`Queue/Alarms/${alarm}`);
}

function measured(
  metric: Parameters<Figures['add']>[0],
  at: readonly number[],
  value = 1,
): Figures {
  const figures = new Figures();
  for (const second of at) figures.add(metric, second * 1000, value);
  return figures;
}

describe('the state of an alarm at the end of a run', () => {
  it.each([
    ['OK without data', [], 'OK'],
    ['OK for trouble in two of five double periods', [2, 3, 9], 'OK'],
    ['ALARM for trouble in three of them', [2, 5, 9], 'ALARM'],
    ['OK when that was before', [0, 1, 3], 'OK'],
  ])('is %s', (_, seconds, state) => {
    expect(stateOf('EnvironmentHeld', measured(TROUBLES, seconds))).toBe(state);
  });

  it('is told of an expression: nobody polls in three periods', () => {
    const metric = { ...QUEUE, name: 'NumberOfEmptyReceives' };
    expect(stateOf('QueueNotPolled', new Figures())).toBe('INSUFFICIENT_DATA');
    expect(stateOf('QueueNotPolled', measured(metric, [9, 10, 11], 0))).toBe('ALARM');
    expect(stateOf('QueueNotPolled', measured(metric, [9, 10, 11], 5))).toBe('OK');
  });
});
