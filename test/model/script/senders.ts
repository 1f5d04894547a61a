import type { SenderGroup } from '../../../lambda/contract/senders';

/** Who sends, as SQS tells it. Only the first two are named: the others send what somebody else has sent first. */
export const SENDER_IDS = {
  all: 'AIDAALL',
  'no variables': 'AROANOVARIABLES:session',
  operator: 'AIDAOPERATOR',
  SQS: 'AIDASQS',
  runner: 'AROARUNNER:runner',
} as const;

export type Sender = 'all' | 'no variables';

export const SENDERS: readonly SenderGroup[] = [
  { ids: ['AIDAALL'] },
  { ids: ['AROANOVARIABLES'], verbs: ['dags pause', 'dags trigger', 'version'] },
];

/** Whether a sender may send a text: none but the first may send any with variables in it. */
export function maySend(senderId: string, body: string): boolean {
  if (senderId === SENDER_IDS.all) return true;
  return senderId === SENDER_IDS['no variables'] && !body.includes('variables');
}
