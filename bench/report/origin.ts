import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type } from 'node:os';
import { ROOT } from '../../local/root';
import { devDependencies, version } from '../../package.json';

/** What a figure depends on, and may have changed since. */
const PACKAGES = [
  '@aws-sdk/client-mwaa',
  '@aws-lambda-powertools/logger',
  '@middy/core',
  'esbuild',
  'fauxqs',
  'dynalite',
] as const;

/** @returns how much was at work on this machine in the last minute: 1 is one core */
export function machineLoad(): number {
  return loadavg()[0] ?? 0;
}

/**
 * When, where and of what something was measured, in a paragraph of Markdown.
 *
 * @param loadBefore of the machine, before anything was measured
 */
export function describeOrigin(loadBefore: number): string {
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const packages = PACKAGES.map((name) => `${name} ${devDependencies[name]}`);
  return [
    `_Measured on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `of version ${version} at commit ${commit()}`,
    `on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${gigabytes} GB, ${system()}`,
    `with Node ${process.versions.node}, ${packages.join(', ')}`,
    `load of the machine before it: ${loadBefore.toFixed(1)}._`,
  ].join('; ');
}

function commit(): string {
  try {
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
    const isChanged = git('status', '--porcelain', '--', ':!docs/performance*') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? ', with changes' : ''}`;
  } catch {
    return 'unknown'; // a copy without its history, or without git
  }
}

function system(): string {
  const file = '/etc/os-release';
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [, name = type()] = /^PRETTY_NAME="?([^"\n]+)/m.exec(text) ?? [];
  return name;
}
