import { Lazy, Stack, Token } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SenderGroup } from '../../lambda/contract/senders';
import { DEFAULT_ALLOWED_COMMANDS } from '../../lambda/contract/verbs';
import { MAX_VARIABLES_BYTES, OTHER_VARIABLES_BYTES } from '../functions/rule-variable';
import type { MwaaCommandQueueProps } from '../mwaa-command-queue-props';
import type { AirflowCommand } from './airflow-command';
import { CommandSender, type CommandSenderOptions } from './command-sender';

/** What stands for an id that is known only at deployment: IAM's have 21 characters. */
const SOME_ID = 'AROA'.padEnd(21, 'X');

/** Who may send what to one environment: whom the user names, and what the deployment itself sends with. */
export class CommandSenders extends Construct {
  private readonly allowedCommands: readonly string[];
  private readonly isRestricted: boolean;
  private readonly named = new Set<string>();
  /** The verbs by the sender's id; all, where there are none. */
  private readonly verbs = new Map<string, readonly string[] | undefined>();

  /** @throws Error of one line: the sender, and what it may be */
  constructor(
    scope: Construct,
    id: string,
    {
      allowedCommands = [...DEFAULT_ALLOWED_COMMANDS],
      senders,
    }: Pick<MwaaCommandQueueProps, 'allowedCommands' | 'senders'>,
  ) {
    super(scope, id);
    this.allowedCommands = allowedCommands;
    this.isRestricted = senders !== undefined;
    for (const sender of senders ?? []) this.add(sender);
    this.node.addValidation({ validate: () => this.faults() });
  }

  /** What the runner is told; nothing where any sender may send all that is allowed. */
  public get variable(): string | undefined {
    if (!this.isRestricted) return undefined;
    return Lazy.string({ produce: () => Stack.of(this).toJsonString(this.groups()) });
  }

  /** @throws Error when there is no list to add to, the sender is on it, or a verb is none that may be */
  public add({ sender: { senderId }, allowedCommands }: CommandSenderOptions): void {
    if (!this.isRestricted) {
      throw new Error(
        'addSender has no senders to add to: give the queue senders, for example [], without which any sender may send all of allowedCommands',
      );
    }
    if (this.named.has(senderId)) {
      throw new Error(
        `senders has ${senderId} twice: name each once, with all its allowedCommands`,
      );
    }
    this.checkVerbs(senderId, allowedCommands);
    this.named.add(senderId);
    this.admit(senderId, allowedCommands);
  }

  /** Lets a part of the deployment itself send its command. */
  public addOwn(role: IRole | undefined, { fields }: Pick<AirflowCommand, 'fields'>): void {
    if (!this.isRestricted || role === undefined) return;
    // Of a text or argv only the runner knows the verb: it may be one of an earlier Airflow.
    const verbs = fields.trigger === undefined ? undefined : ['dags trigger'];
    this.admit(CommandSender.role(role).senderId, verbs);
  }

  private admit(senderId: string, verbs: readonly string[] | undefined): void {
    const before = this.verbs.has(senderId) ? this.verbs.get(senderId) : [];
    const all = before && verbs && [...new Set([...before, ...verbs])];
    this.verbs.set(senderId, all);
  }

  private checkVerbs(senderId: string, verbs: readonly string[] | undefined): void {
    if (verbs?.length === 0) {
      throw new Error(
        `senders has ${senderId} with no allowedCommands: name at least one, or leave them out for all of the queue's`,
      );
    }
    if (Token.isUnresolved(verbs)) {
      throw new Error(
        `senders has ${senderId} with allowedCommands that are known only at deployment: name them, since each must be one of the queue's`,
      );
    }
    if (Token.isUnresolved(this.allowedCommands)) return; // the runner looks at both lists
    const unknown = verbs?.find((verb) => !this.allowedCommands.includes(verb));
    if (unknown === undefined) return;
    throw new Error(
      `senders has ${senderId} with ${JSON.stringify(unknown)}, which the queue's allowedCommands do not have: they are ${this.allowedCommands.join(', ')}`,
    );
  }

  /** Each list of verbs once, since the ids alone take most of the room that a function's variables have. */
  private groups(): readonly SenderGroup[] {
    const byVerbs = new Map<string, { ids: string[]; verbs?: readonly string[] }>();
    for (const [id, verbs] of this.verbs) {
      const key = String(verbs?.toSorted());
      const group = byVerbs.get(key) ?? { ids: [], ...(verbs && { verbs }) };
      group.ids.push(id);
      byVerbs.set(key, group);
    }
    return [...byVerbs.values()];
  }

  private faults(): string[] {
    const sized = this.groups().map(({ ids, ...group }) => ({
      ids: ids.map((id) => (Token.isUnresolved(id) ? SOME_ID : id)),
      ...group,
    }));
    const bytes = Buffer.byteLength(JSON.stringify(sized));
    const allowed = Buffer.byteLength(this.allowedCommands.join());
    const most = MAX_VARIABLES_BYTES - OTHER_VARIABLES_BYTES - allowed;
    if (!this.isRestricted || bytes <= most) return [];
    return [
      `senders and the triggers' own roles have ${bytes} bytes as JSON: at most ${most} fit into the runner's variables; name fewer senders, or have several send with one role`,
    ];
  }
}
