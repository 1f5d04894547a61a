import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ResourceConflictException,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { STACK_OUTPUTS } from '../../lambda/contract/stack-outputs';
import { troubleError } from '../exit';
import type { Here } from '../here';
import { remedyOf } from '../remedy';
import { queueArn } from './commands-queue';

/** Whether Lambda takes messages from the commands queue. */
export type MappingState =
  /** Commands run. */
  | 'on'
  /** Held for maintenance: they wait. */
  | 'off'
  /** Being switched. */
  | 'changing';

export interface FoundMapping {
  readonly id: string;
  readonly state: MappingState;
  /** When it was last switched or changed. */
  readonly changedAt?: Date | undefined;
}

/** The switch between the commands queue and the runner. */
export interface Mapping {
  /** @throws CliError when there is none, or Lambda does not tell */
  find(): Promise<FoundMapping>;
  /** Begins to switch it. @returns whether that has begun: not while it is being changed otherwise */
  turn(id: string, on: boolean): Promise<boolean>;
}

/** By its id, as the stack tells it, or by its queue where an older stack does not. */
export function mappingOf(here: Here): Mapping {
  const client = here.aws.client('lambda', LambdaClient);
  const knownId = here.deployment.outputs[STACK_OUTPUTS.mappingId];
  return {
    async find() {
      const found = await (knownId
        ? findById(client, knownId)
        : findByQueue(client, await queueArn(here)));
      return { id: found.UUID ?? '', state: stateOf(found), changedAt: found.LastModified };
    },
    async turn(UUID, Enabled) {
      try {
        await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
        return true;
      } catch (error) {
        const isBusy =
          error instanceof ResourceInUseException || error instanceof ResourceConflictException;
        if (isBusy) return false;
        return explain('lambda:UpdateEventSourceMapping')(error);
      }
    },
  };
}

function findById(client: LambdaClient, UUID: string): Promise<EventSourceMappingConfiguration> {
  return client
    .send(new GetEventSourceMappingCommand({ UUID }))
    .catch(explain('lambda:GetEventSourceMapping'));
}

async function findByQueue(
  client: LambdaClient,
  EventSourceArn: string,
): Promise<EventSourceMappingConfiguration> {
  const { EventSourceMappings: [found] = [] } = await client
    .send(new ListEventSourceMappingsCommand({ EventSourceArn }))
    .catch(explain('lambda:ListEventSourceMappings'));
  if (found?.UUID !== undefined) return found;
  throw troubleError(`no function takes messages from ${EventSourceArn}: deploy the stack again`);
}

/** As Lambda has them: Creating, Enabling, Enabled, Disabling, Disabled, Updating, Deleting. */
function stateOf({ State }: EventSourceMappingConfiguration): MappingState {
  if (State === 'Enabled') return 'on';
  return State === 'Disabled' ? 'off' : 'changing';
}

function explain(action: string) {
  return (error: unknown): never => {
    const { name, message } = error as Error;
    throw troubleError(`${action} failed (${name}: ${message}); ${remedy(error, action)}`, error);
  };
}

function remedy(error: unknown, action: string): string {
  const { name } = error as Error;
  if (name.startsWith('AccessDenied')) return `allow ${action}, by grantHold of the construct`;
  if (name === 'ResourceNotFoundException') return 'the mapping is gone: deploy the stack again';
  return remedyOf(error) ?? 'look at credentials and region, and try again';
}
