import { main } from '../cli/main';
import { processTerminal } from '../cli/terminal/terminal';
import { version } from '../package.json';

void main(process.argv.slice(2), processTerminal(), version).then((code) => {
  // Once all is written; a connection that broke may leave timers of the SDK, which would keep the process.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
});
