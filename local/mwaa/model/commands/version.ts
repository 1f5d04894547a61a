import type { CommandContext } from '../grammar/types';
import { writeLine } from './output';

export function showVersion(context: CommandContext): void {
  writeLine(context, context.version.text);
}
