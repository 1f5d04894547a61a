import { expect, it } from 'vitest';
import { isId } from '../../../lambda/contract/message-rules';
import { environmentRecordId } from '../../../lambda/contract/record';

it('no command can have the id of an environment’s record, which lies in the same table', () => {
  expect(isId(environmentRecordId('MyEnvironment'))).toBe(false);
});

it('each environment’s record has an id of its own', () => {
  expect(environmentRecordId('A')).not.toBe(environmentRecordId('B'));
});
