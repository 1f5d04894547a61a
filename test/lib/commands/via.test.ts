import { describe, expect, it } from 'vitest';
import { AIRFLOW_ROLES } from '../../../lambda/contract/via';
import { type MwaaCommandQueueProps, Via } from '../../../lib';
import { queueInStack, statementsOf } from '../../support/template';

type Props = Partial<MwaaCommandQueueProps>;

/** What the runner may ask of MWAA, and the end of the ARN that it may ask it on. */
function rightsOf(props: Props) {
  const { stack, queue } = queueInStack(props);
  return statementsOf(stack, queue.runner.role).flatMap(({ Action, Resource }) => {
    const actions = [Action].flat().filter((action) => action.startsWith('airflow:'));
    if (actions.length === 0) return [];
    const [, on] = /:(?=(?:environment|role)\/)([^"]+)"/.exec(JSON.stringify(Resource)) ?? [];
    return [[actions.join(), on]];
  });
}

const ENVIRONMENT = 'environment/MyEnvironment';
const ROLE = 'role/MyEnvironment/User';

describe('what the runner may do by each way', () => {
  it.each<[string, Props, readonly (readonly string[])[]]>([
    ['the default', {}, [['airflow:CreateCliToken,airflow:GetEnvironment', ENVIRONMENT]]],
    ['cli', { via: Via.CLI }, [['airflow:CreateCliToken,airflow:GetEnvironment', ENVIRONMENT]]],
    [
      'auto',
      { via: Via.AUTO },
      [
        ['airflow:CreateCliToken,airflow:GetEnvironment', ENVIRONMENT],
        ['airflow:InvokeRestApi', ROLE],
      ],
    ],
    [
      'rest, which has no token',
      { via: Via.REST },
      [
        ['airflow:GetEnvironment', ENVIRONMENT],
        ['airflow:InvokeRestApi', ROLE],
      ],
    ],
  ])('%s', (_title, props, rights) => {
    expect(rightsOf(props)).toStrictEqual(rights);
  });

  it.each<[string, Props, string]>([
    ['User, where nothing says more', { allowedCommands: ['dags trigger'] }, 'User'],
    ['Op, where variables are allowed', { allowedCommands: ['version', 'variables get'] }, 'Op'],
    ['another that is named', { allowedCommands: ['variables get'], airflowRole: 'Own' }, 'Own'],
  ])('as the role %s', (_title, props, role) => {
    expect(rightsOf({ via: Via.AUTO, ...props })).toContainEqual([
      'airflow:InvokeRestApi',
      `role/MyEnvironment/${role}`,
    ]);
  });
});

describe('a way is refused', () => {
  it.each<[string, object, string]>([
    ['that there is not', { via: 'REST' }, 'via "REST" is not allowed: give one of Via.CLI, Via.'],
    ['of another type', { via: 1 }, 'via is a number: give one of Via.CLI, Via.REST, Via.AUTO'],
    [
      'REST on an Airflow that is too old',
      { via: Via.REST, airflowVersion: '2.2.2' },
      'airflowVersion is 2.2.2 and via is Via.REST: AWS serves the REST API of Airflow 2.4.3 and',
    ],
    [
      'REST with a verb that it has not',
      { via: Via.REST, allowedCommands: ['version', 'tasks clear'] },
      'allowedCommands has "tasks clear", which Airflow\'s REST API does not have, and via is',
    ],
    [
      'whose role does not count',
      { airflowRole: 'Op' },
      'airflowRole is given without via: by the command line every command runs as an Airflow admin',
    ],
    [
      'whose role would mean others',
      { via: Via.AUTO, airflowRole: 'Op?' },
      `airflowRole "Op?" is not allowed: give ${AIRFLOW_ROLES.join(', ')} or the name of your own`,
    ],
    ['whose role is no text', { via: Via.AUTO, airflowRole: 7 }, 'airflowRole is a number: give a'],
  ])('%s', (_title, props, text) => {
    expect(() => queueInStack(props)).toThrow(text);
  });

  it.each<Props>([
    { via: Via.AUTO, airflowVersion: '2.2.2' },
    { via: Via.REST, airflowVersion: '2.4.3' },
    { via: Via.REST, airflowVersion: '3.3.1' },
    { via: Via.AUTO, allowedCommands: ['tasks clear'] },
    { via: Via.REST, allowedCommands: ['variables set', 'dags pause'] },
  ])('not where it goes: %j', (props) => {
    expect(() => queueInStack(props)).not.toThrow();
  });
});
