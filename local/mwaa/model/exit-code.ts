import { UsageExit } from './argparse/types';
import { SITE_PACKAGES, type Text } from './noise';
import { PythonError, SystemExitError, traceback } from './python/errors';

/** Runs a command to its end, as the Python interpreter would end it. */
export function exitCodeOf(text: Text, command: () => void): number {
  try {
    command();
    return 0;
  } catch (error) {
    if (error instanceof UsageExit) {
      text.stdout += error.stdout;
      text.stderr += error.stderr;
      return error.exitCode;
    }
    if (error instanceof SystemExitError) {
      text.stderr += `${error.message}\n`;
      return 1;
    }
    if (error instanceof PythonError) {
      text.stderr += traceback(error, SITE_PACKAGES);
      return 1;
    }
    throw error;
  }
}
