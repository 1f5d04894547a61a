/** The account and the region that the local stack stands for. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** Of the stack's own clients, and of whoever else sends from this machine. */
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Of the functions. */
export const FUNCTION_CREDENTIALS = { accessKeyId: 'function', secretAccessKey: 'local' };

/** Whether a function has signed a request. */
export function isFunctionCall(authorization: string | undefined): boolean {
  return authorization?.includes(`Credential=${FUNCTION_CREDENTIALS.accessKeyId}/`) ?? false;
}
