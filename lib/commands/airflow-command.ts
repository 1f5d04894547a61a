import { parseMessage } from '../../lambda/contract/message';
import { checkDagId } from '../checks';
import { wrongType } from '../checks/value-checks';

/** What a trigger may carry. */
export interface TriggerOptions {
  /**
   * The DAG run's configuration, as JSON values.
   *
   * @default - none
   */
  readonly conf?: { [key: string]: unknown };
}

/**
 * An Airflow command to queue, in one of the three forms that a message can have.
 *
 * @example
 *
 * import { AirflowCommand } from 'mwaa-cli-queue';
 *
 * const unpause = AirflowCommand.text('dags unpause ingest_orders');
 * const ingest = AirflowCommand.trigger('ingest_orders', { conf: { day: '2026-11-26' } });
 */
export class AirflowCommand {
  /**
   * A command as a person types it, without `airflow`: split by POSIX shell rules, without expansion.
   *
   * @param command for example `dags unpause my_dag`
   * @throws Error when it is empty or longer than a message may be
   */
  public static text(command: string): AirflowCommand {
    return new AirflowCommand({ command });
  }

  /**
   * A command that is already split.
   *
   * @param argv for example `['dags', 'unpause', 'my_dag']`
   * @throws Error when there is none, or they are longer than a message may be
   */
  public static argv(...argv: string[]): AirflowCommand {
    return new AirflowCommand({ argv });
  }

  /**
   * A DAG run to start. Its run id is derived from the event that causes it, so the event starts one
   * run however often it is delivered.
   *
   * @param dagId 1 to 250 letters, digits, `_ . -`, the first no `-`
   * @throws Error when the DAG id is another, or `conf` is no JSON object
   */
  public static trigger(dagId: string, options: TriggerOptions = {}): AirflowCommand {
    checkDagId(dagId);
    return new AirflowCommand({ trigger: { dagId, ...options } });
  }

  /** The message's fields for this command. */
  public readonly fields: { [key: string]: unknown };

  private constructor(fields: { [key: string]: unknown }) {
    // The runner's own check: what it would refuse at run time is refused at synth.
    parseMessage(JSON.stringify(fields));
    this.fields = fields;
  }
}

/** @throws Error for what is no command: in JavaScript, a text is likely */
export function checkCommand(command: AirflowCommand): void {
  if (typeof Object(command).fields === 'object') return;
  throw wrongType(
    'command',
    command,
    "an AirflowCommand, for example AirflowCommand.text('version')",
  );
}
