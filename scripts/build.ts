import { buildCommandLine } from './command-line';
import { buildFunctions } from './functions';

void Promise.all([buildFunctions(), buildCommandLine()]);
