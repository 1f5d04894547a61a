import { createHash } from 'node:crypto';

/** The account and the region that the local stack stands for. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** Of the stack's own clients, and of whoever else sends from this machine. */
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Of the functions. */
export const FUNCTION_CREDENTIALS = { accessKeyId: 'function', secretAccessKey: 'local' };

/** Who sends with the stack's own credentials: a user. */
export const OUTSIDE_SENDER = 'AIDALOCALSTACKSENDER0';

/** The unique id of a role, by its name or its ARN. IAM's are random; here, the same name has the same id. */
export function roleIdOf(role: string): string {
  const name = role.split(/[:/]/).at(-1) ?? '';
  return `AROA${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`;
}

/** Of a session of a role: the key itself tells which, since nobody on this machine checks a signature. */
export function roleCredentials(role: string, session: string) {
  return { ...CREDENTIALS, accessKeyId: `${roleIdOf(role)}:${session}` };
}

/** Of a function. One without a role is whoever sends from this machine. */
export function functionCredentials(role: string | undefined, name: string) {
  if (role === undefined) return FUNCTION_CREDENTIALS;
  const { accessKeyId } = roleCredentials(role, name);
  return {
    ...FUNCTION_CREDENTIALS,
    accessKeyId: `${FUNCTION_CREDENTIALS.accessKeyId}:${accessKeyId}`,
  };
}

/** Whether a function has signed a request. */
export function isFunctionCall(authorization: string | undefined): boolean {
  const [, before] = /Credential=(\w+)[:/]/.exec(authorization ?? '') ?? [];
  return before === FUNCTION_CREDENTIALS.accessKeyId;
}

/** Who has signed a request, as SQS tells it of a message. */
export function senderIdOf(authorization: string | undefined): string {
  const [, session = OUTSIDE_SENDER] =
    /Credential=(?:\w+:)?(AROA\w+:[^/]+)\//.exec(authorization ?? '') ?? [];
  return session;
}
