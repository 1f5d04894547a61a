import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  ResourceConflictException,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { troubleError } from '../exit';

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

export function createMapping(client: LambdaClient, queueArn: string): Mapping {
  return {
    async find() {
      const command = new ListEventSourceMappingsCommand({ EventSourceArn: queueArn });
      const { EventSourceMappings: [found] = [] } = await client
        .send(command)
        .catch(explain('lambda:ListEventSourceMappings'));
      if (found?.UUID === undefined) {
        throw troubleError(`no function takes messages from ${queueArn}: deploy the stack again`);
      }
      return { id: found.UUID, state: stateOf(found), changedAt: found.LastModified };
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

/** As Lambda has them: Creating, Enabling, Enabled, Disabling, Disabled, Updating, Deleting. */
function stateOf({ State }: EventSourceMappingConfiguration): MappingState {
  if (State === 'Enabled') return 'on';
  return State === 'Disabled' ? 'off' : 'changing';
}

function explain(action: string) {
  return (error: unknown): never => {
    const { name, message } = error as Error;
    const remedy = name.startsWith('AccessDenied')
      ? `allow ${action}, by grantHold of the construct`
      : 'look at credentials and region, and try again';
    throw troubleError(`${action} failed (${name}: ${message}); ${remedy}`, error);
  };
}
