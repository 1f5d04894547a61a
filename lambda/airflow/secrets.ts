import { verbNamed } from '../contract/verbs';
import type { SpelledCommand } from './dialects/types';

/** What stands where a secret was. */
const HIDDEN = '***';

/** A value shorter than this is no secret worth the harm of blotting it out wherever it occurs. */
const SHORTEST_SECRET = 3;

/** The arguments of a command that are secret, wherever the command or its output is shown. */
export function secretsOf({ verb, args }: SpelledCommand): readonly string[] {
  const values = valuesOf(verb, args);
  // Airflow may echo what it took for a flag without its dashes, and anything as JSON would quote it.
  const bare = [...values, ...values.map((value) => value.replace(/^-+/, ''))];
  return [...bare, ...bare.map((value) => JSON.stringify(value).slice(1, -1))];
}

/** All but the flags' names and the first argument of its own: the variable's or connection's name. */
function valuesOf(verb: string, args: readonly string[]): readonly string[] {
  const flagName = verbNamed(verb)?.secretBut;
  if (flagName === undefined) return [];
  const isName = (arg = '') => flagName.test(arg);
  const takesValue = (arg = '') => /^--(conn[-_]|description)/.test(arg) && isName(arg);
  const own = args.findIndex((arg, i) => !arg.startsWith('-') && !takesValue(args[i - 1]));
  return args.flatMap((arg, i) => {
    if (i === own || isName(arg)) return [];
    const [, name, joined] = /^(--[\w-]+)=(.*)$/s.exec(arg) ?? [];
    return isName(name) && joined !== undefined ? [joined] : [arg];
  });
}

/** Text without the secrets. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
}

/** A command's arguments as they may be shown: none that is secret, however short. */
export function showArgs({ verb, args }: SpelledCommand): readonly string[] {
  const secrets = new Set(valuesOf(verb, args));
  return args.map((arg) => {
    if (secrets.has(arg)) return HIDDEN;
    const [, name, joined] = /^(--[\w-]+=)(.*)$/s.exec(arg) ?? [];
    return joined !== undefined && secrets.has(joined) ? `${name}${HIDDEN}` : arg;
  });
}
