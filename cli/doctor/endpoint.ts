import type { CliToken } from '../../lambda/adapters/mwaa/mwaa-api';
import type { HttpAnswer, WebServer } from '../../lambda/adapters/mwaa/web-server';
import { writeCommand } from '../../lambda/airflow/argv';
import { dialectOf } from '../../lambda/airflow/dialect';
import { parseVersion } from '../../lambda/contract/airflow-version';
import { tryParseJson } from '../../lambda/contract/json';
import { error, type Finding, inWords, ok, warning } from './finding';

/** How long one POST may take, in milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * How the endpoint answers: which of its two paths, what a command that fails looks like, and one that there is not. None of
 * these commands changes anything.
 */
export async function tryEndpoint(
  post: WebServer,
  token: CliToken,
  version: string | undefined,
): Promise<readonly Finding[]> {
  const path = dialectOf(parseVersion(version ?? '2.11')).cliPath;
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const ask = (argv: readonly string[], at: string = path) =>
    post({ ...token, path: at, body: writeCommand(argv), deadline: Date.now() + PATIENCE_MS });
  const findings = [await tryVersion(() => ask(['version']), path, version)];
  if (findings[0]?.level === 'error') return findings;
  const seen: readonly (readonly [string, () => Promise<HttpAnswer>])[] = [
    [`path ${other}`, () => ask(['version'], other)],
    ['a failing command', () => ask(['tasks', 'states-for-dag-run', 'mwaaq-doctor', 'none'])],
    ['an unknown command', () => ask(['mwaaq-doctor'])],
  ];
  for (const [about, call] of seen) findings.push(await justSee(about, call));
  return findings;
}

async function tryVersion(
  call: () => Promise<HttpAnswer>,
  path: string,
  expected: string | undefined,
): Promise<Finding> {
  const about = `path ${path}`;
  try {
    const answer = await call();
    const { text, stdout } = read(answer);
    if (answer.status !== 200 || stdout === undefined) {
      return error(about, text, 'see "mwaaq exec version" for the reason');
    }
    const said = /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0];
    if (expected !== undefined && said !== undefined && said !== expected) {
      return warning(
        about,
        `answers "version" with ${said}, and MWAA says ${expected}`,
        'wait where the environment is being upgraded; else tell AWS Support that they differ',
      );
    }
    return ok(about, `${text}, Airflow ${said ?? 'of an unknown version'}`);
  } catch (cause) {
    return error(about, inWords(cause), "see the lines above, and the web server's log");
  }
}

/** A fact for those who want to know: neither good nor bad. */
async function justSee(about: string, call: () => Promise<HttpAnswer>): Promise<Finding> {
  try {
    return ok(about, read(await call()).text);
  } catch (cause) {
    return ok(about, `no answer (${inWords(cause)})`);
  }
}

/** What an answer looks like, without what it says. */
function read({ status, body, location }: HttpAnswer) {
  const json = tryParseJson(body);
  const { stdout, stderr } = Object(json) as Readonly<Record<string, unknown>>;
  const has = (name: string, value: unknown) =>
    typeof value === 'string'
      ? `${name} of ${Buffer.from(value, 'base64').length} bytes`
      : `no ${name}`;
  const content =
    json === undefined
      ? `${Buffer.byteLength(body)} bytes that are no JSON`
      : `${has('stdout', stdout)}, ${has('stderr', stderr)}`;
  return {
    text: `HTTP ${status}${location === undefined ? '' : ` to ${withoutQuery(location)}`}, ${content}`,
    stdout: typeof stdout === 'string' ? Buffer.from(stdout, 'base64').toString('utf8') : undefined,
  };
}

/** What a login page is asked for may hold a secret. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*/s, '');
}
