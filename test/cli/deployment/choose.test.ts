import { describe, expect, it } from 'vitest';
import { choose, chooseOne } from '../../../cli/deployment/choose';
import { readDeployments } from '../../../cli/deployment/deployment';

describe('the deployment that is meant', () => {
  const deployment = (name: string) => {
    const [found] = readDeployments(`stack-${name}`, {
      EnvironmentName: name,
      QueueUrl: 'q',
      DeadLetterQueueUrl: 'd',
      RecordsTableName: 'r',
    });
    if (found === undefined) throw new Error('it is one');
    return found;
  };
  const both = [deployment('a'), deployment('b')];

  it('is told by its stack or its environment, or is the only one', () => {
    expect(chooseOne(both, { stack: 'stack-a' }, 'here').environmentName).toBe('a');
    expect(chooseOne(both, { environment: 'b' }, 'here').environmentName).toBe('b');
    expect(chooseOne([deployment('a')], {}, 'here').environmentName).toBe('a');
    expect(choose(both, {}, 'here')).toHaveLength(2);
  });

  it.each([
    [
      both,
      {},
      'here has more than one stack of mwaa-cli-queue: name one by --stack or --environment, of stack-a (a), stack-b (b)',
    ],
    [
      both,
      { stack: 'c' },
      'here has no stack of mwaa-cli-queue named "c": there are stack-a (a), stack-b (b)',
    ],
    [
      [],
      { environment: 'c' },
      'here has no stack of mwaa-cli-queue of the environment "c": deploy one, or look at the region and the profile',
    ],
  ])('is asked for when it is not clear', (found, wanted, told) => {
    expect(() => chooseOne(found, wanted, 'here')).toThrow(told);
  });

  it.each(['EnvironmentName', 'QueueUrl', 'DeadLetterQueueUrl', 'RecordsTableName'])(
    'is no stack without %s',
    (name) => {
      const { outputs } = deployment('a');
      expect(readDeployments('stack', { ...outputs, [name]: '' })).toEqual([]);
    },
  );
});
