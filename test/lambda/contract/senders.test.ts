import { describe, expect, it } from 'vitest';
import { uniqueIdOf, verbsOf } from '../../../lambda/contract/senders';

const ROLE = 'AROAEXAMPLEROLE00001';
const GROUPS = [
  { ids: [ROLE, 'AIDAEXAMPLEUSER00001'], verbs: ['version'] },
  { ids: [ROLE], verbs: ['dags trigger', 'version'] },
  { ids: ['AROAEXAMPLEROLE00002'] },
];
const ALLOWED = ['dags pause', 'version'];

describe('A unique id', () => {
  it.each([
    [`${ROLE}:ci-job-7`, ROLE],
    [`${ROLE}:somebody@example.com`, ROLE],
    ['AIDAEXAMPLEUSER00001', 'AIDAEXAMPLEUSER00001'],
    ['111122223333', '111122223333'],
    ['', ''],
  ])('in %j is %j', (senderId, id) => {
    expect(uniqueIdOf(senderId)).toBe(id);
  });
});

describe('The verbs of a sender', () => {
  it.each([
    ['those of each group that names it', `${ROLE}:ci`, ['version', 'dags trigger']],
    ['those of its group', 'AIDAEXAMPLEUSER00001', ['version']],
    ['all that are allowed, in a group without verbs', 'AROAEXAMPLEROLE00002:x', ALLOWED],
    ['none, when no group names it', 'AROAEXAMPLEROLE00003:x', []],
    ['none, when a group names the session', `x:${ROLE}`, []],
    ['none, when its id only begins like one', `${ROLE}0`, []],
  ])('are %s', (_which, senderId, verbs) => {
    expect(verbsOf(senderId, GROUPS, ALLOWED)).toStrictEqual(verbs);
  });
});
