import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { elsewhere } from '../checks/places';
import { letAlarmsPublish } from './key-services';

export interface OwnKeyProps {
  readonly encryptionKey?: IKey;
  readonly alarmTopic?: ITopic;
}

/**
 * Takes an environment's own key into use.
 *
 * @throws Error which says what is wrong with the key, and what to give
 */
export function useKey(scope: Construct, { encryptionKey: key, alarmTopic }: OwnKeyProps) {
  if (key === undefined) return undefined;
  checkKey(key, Stack.of(scope));
  if (alarmTopic?.masterKey?.keyArn === key.keyArn) letAlarmsPublish(key);
  return key;
}

/** @throws Error which says what is wrong with the key, and what to give */
export function checkKey(key: IKey | undefined, stack: Stack): void {
  if (key === undefined) return;
  if ('aliasName' in key || key.keyArn.includes(':alias/')) {
    throw new Error(
      'encryptionKey is an alias: give the key itself, for example by Key.fromKeyArn, since policies name keys, not aliases',
    );
  }
  const place = elsewhere(key.env, stack);
  if (place === undefined) return;
  throw new Error(
    `encryptionKey is in ${place} ${key.env[place]}: give one of the stack's, ${stack[place]}`,
  );
}
