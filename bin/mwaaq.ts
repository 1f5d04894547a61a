import { main } from '../cli/main';
import { processTerminal } from '../cli/terminal';
import { version } from '../package.json';

void main(process.argv.slice(2), processTerminal(), version).then((code) => {
  process.exitCode = code;
});
