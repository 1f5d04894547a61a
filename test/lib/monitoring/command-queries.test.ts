import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { AirflowCommand } from '../../../lib';
import { QUERIES } from '../../../lib/monitoring/log-queries';
import { fullQueue } from '../../support/full-queue';
import { ROOT } from '../../support/process';
import { ENVIRONMENT, propertiesOf, queueInStack } from '../../support/template';

interface QueryProperties {
  readonly Name: string;
  readonly QueryString: string;
  readonly LogGroupNames: readonly unknown[];
}

const QUERY = 'AWS::Logs::QueryDefinition';

/** Those of a queue with one trigger more than the others have. */
function savedQueries() {
  const { stack, queue, bucket } = fullQueue();
  queue.addUploadTrigger('later', { bucket, dagId: 'd', prefix: 'later/' });
  const queries = propertiesOf<QueryProperties>(Template.fromStack(stack), QUERY);
  const groupOf = (id: string) => {
    const handler = stack.node.findAll().find(({ node }) => node.path === `Stack/Queue/${id}`);
    return stack.resolve((handler as typeof queue.runner | undefined)?.logGroup.logGroupName);
  };
  return { queries, groupOf };
}

describe('the saved queries', () => {
  it('are grouped under the environment', () => {
    const { queries } = savedQueries();

    expect(queries.map(({ Name }) => Name)).toEqual(
      QUERIES.map(({ name }) => `mwaa-cli-queue/${ENVIRONMENT}/${name}`),
    );
  });

  it.each([
    ['What failed, and why', ['Runner']],
    ['Slowest commands', ['Runner']],
    ['What was held, and why', ['Runner']],
    ['What an upload became, by its key', ['Runner', 'U/Function', 'later/Function']],
    ['One command, by its id', ['Runner', 'U/Function', 'e/Function', 'later/Function']],
    ['Errors of the functions', ['Runner', 'U/Function', 'e/Function', 'later/Function']],
  ])('look into the logs that tell: %s', (name, ids) => {
    const { queries, groupOf } = savedQueries();
    const [query] = queries.filter((one) => one.Name.endsWith(`/${name}`));

    expect(query?.LogGroupNames).toEqual(ids.map(groupOf));
  });

  it('look into no more log groups than one query may', () => {
    const many = queueInStack();
    for (let i = 0; i < 50; i++) {
      many.queue.addEventTrigger(`e${i}`, {
        eventPattern: { source: ['s'] },
        command: AirflowCommand.text('version'),
      });
    }
    const counts = propertiesOf<QueryProperties>(Template.fromStack(many.stack), QUERY).map(
      ({ LogGroupNames }) => LogGroupNames.length,
    );

    expect(Math.max(...counts)).toBe(50);
  });

  it.each(QUERIES)(
    'ask for fields that the functions log, and end in a limit: $name',
    ({ text }) => {
      const asked =
        text.replaceAll(/"[^"]*"|\/[^/]+\/|\b\d+\b/g, '').match(/(?<![@.])\b[a-z][\w.]*/gi) ?? [];
      const unknown = asked.filter((word) => !SYNTAX.has(word) && !logged(word));

      expect(unknown).toEqual([]);
      expect(text).toMatch(/\n\| limit \d+$/);
    },
  );
});

/** Of the query language, and what Powertools logs by itself. */
const SYNTAX = new Set(
  'fields filter sort limit desc asc and or not in like ispresent message level error.name error.message timestamp log'.split(
    ' ',
  ),
);

const sources = readdirSync(path.join(ROOT, 'lambda'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join(ROOT, 'lambda', file), 'utf8'))
  .join('\n');

/** Whether a function's source has such a field. */
function logged(field: string): boolean {
  return new RegExp(`\\b${field}\\b\\??[:,]`).test(sources);
}
