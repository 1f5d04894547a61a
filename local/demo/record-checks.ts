import type { CommandRecord } from '../../lambda/contract/record';
import type { Check, Evidence } from './checks';

type Told = Pick<Evidence, 'announced' | 'outcomes' | 'records'>;

/** Every command that the log tells of has one record, which says the same; and there is no other. */
export function checkRecords({ outcomes, records }: Told): Check {
  // Of a command that was held, the last try is what counts.
  const told = new Map(outcomes.map(({ commandId, outcome }) => [commandId, outcome]));
  const ids = new Set([...told.keys(), ...records.map(({ id }) => id)]);
  const right = [...ids].filter((id) => {
    const own = records.filter((record) => record.id === id);
    return own.length === 1 && own.map(outcomeOf)[0] === told.get(id);
  });
  return {
    promise: 'every command has exactly one record, with the outcome that the log told',
    kept: ids.size > 0 && right.length === ids.size,
    seen: `${right.length} of ${ids.size}`,
  };
}

/** What is recorded and what is announced are the same. */
export function checkEvents({ announced, records }: Told): Check {
  const right = records.filter((record) => {
    const told = announced.filter(({ detail }) => detail.id === record.id);
    const outcomes = [
      ...told.map(({ detail }) => detail.outcome),
      ...eventsOf(record, { announced }),
    ];
    return outcomes.join(' ').toLowerCase() === `${outcomeOf(record)} ${outcomeOf(record)}`;
  });
  const ofCommands = announced.filter(({ detail }) => detail.id !== '').length;
  return {
    promise: 'every outcome was announced on the event bus exactly once, and no other',
    kept: records.length > 0 && right.length === records.length && ofCommands === records.length,
    seen: `${ofCommands} events for ${records.length} records, ${right.length} of them right`,
  };
}

/** What was announced of a command, in short: `Succeeded`, when it was so once. */
export function eventsOf(
  { id }: CommandRecord,
  { announced }: Pick<Evidence, 'announced'>,
): readonly string[] {
  return announced
    .filter(({ detail }) => detail.id === id)
    .map((event) => event['detail-type'].replace('Airflow Command ', ''));
}

function outcomeOf(record: CommandRecord): string {
  return record.state === 'ended' ? record.outcome : record.state;
}
