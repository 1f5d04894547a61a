import type { Arguments } from '../argparse/types';
import type { CommandContext } from '../grammar/types';
import { PythonError, SystemExitError } from '../python/errors';
import { parseJson } from '../python/json';
import { pyJson, pyStr } from '../python/values';
import { type Row, writeLine, writeRows } from './output';

export function getVariable(context: CommandContext, args: Arguments): void {
  const { version, metadata } = context;
  const key = args.required('key');
  const value = metadata.variables.get(key)?.value;
  if (value !== undefined) {
    writeLine(context, args.flag('json') ? pyStr(parsedVariable(value)) : value);
    return;
  }
  const fallback = args.text('default');
  if (fallback === undefined) {
    const stop = version.atLeast('3.2') ? '.' : '';
    throw new SystemExitError(`Variable ${key} does not exist${stop}`);
  }
  writeLine(context, fallback);
}

/** A JSONDecodeError is a ValueError, which this command turns into an exit with its message. */
function parsedVariable(value: string): ReturnType<typeof parseJson> {
  try {
    return parseJson(value);
  } catch (error) {
    throw error instanceof PythonError ? new SystemExitError(error.message) : error;
  }
}

export function setVariable(context: CommandContext, args: Arguments): void {
  const key = args.required('key');
  const value = args.required('value');
  const stored = args.flag('json') ? pyJson(value) : value;
  context.metadata.variables.set(key, { value: stored, description: null });
  writeLine(context, `Variable ${key} created`);
}

/** Deleting what does not exist is no error. */
export function deleteVariable(context: CommandContext, args: Arguments): void {
  const key = args.required('key');
  context.metadata.variables.delete(key);
  writeLine(context, `Variable ${key} deleted`);
}

export function listVariables(context: CommandContext, args: Arguments): void {
  if (args.flag('hide_sensitive') && !args.flag('show_values')) {
    throw new SystemExitError('--hide-sensitive can only be used with --show-values');
  }
  const rows = [...context.metadata.variables].map(
    ([key, { value }]): Row =>
      args.flag('show_values')
        ? { key, val: args.flag('hide_sensitive') ? '***' : value }
        : { key },
  );
  writeRows(context, args, rows);
}

/** Airflow 1.10 has one command, whose options say what to do; a missing variable is `None`. */
export function variablesOf1(context: CommandContext, args: Arguments): void {
  const { variables } = context.metadata;
  const [key, value] = args.words('set');
  const wanted = args.text('get');
  const unwanted = args.text('delete');
  if (wanted !== undefined) {
    const found = variables.get(wanted)?.value ?? args.text('default') ?? 'None';
    writeLine(context, found);
  }
  if (unwanted !== undefined) {
    variables.delete(unwanted);
  }
  if (key !== undefined && value !== undefined) {
    variables.set(key, { value, description: null });
  }
  if (wanted === undefined && unwanted === undefined && key === undefined) {
    writeLine(context, [...variables.keys()].join('\n'));
  }
}
