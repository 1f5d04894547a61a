import { render, renderRule } from './render';
import type { Expression, Scope } from './syntax';
import { argumentOf, type Call, nameOf, type Told, told } from './told';

/** zod's methods whose last argument says what may be given. */
const RULES = /\.(regex|refine|min|max|enum)$/;

/** As `describeIssue` of the app writes it: what may be given, after the path and the value. */
const afterValue = (text: string) => `mwaa-cli-queue.<path> is <value>: ${text}`;

/** The same for what is wrong with an object as a whole. */
const afterPath = (text: string) => `mwaa-cli-queue.<path> ${text}`;

/** What the schema of `cdk.json` tells by a call. */
export function toldBySchema(call: Call, scope: Scope): Told | undefined {
  const name = nameOf(call.callee);
  if (name.endsWith('.addIssue')) return told('schema', argumentOf(call, 0, scope), afterPath);
  if (name === 'numberIn') {
    const [range, rule] = call.arguments;
    const texts = rule ? argumentOf(call, 1, scope) : [renderRule(range, scope)];
    return told('schema', texts, afterValue);
  }
  if (!RULES.test(name) || call.arguments.length < 2) return undefined;
  return told('schema', argumentOf(call, -1, scope), afterValue);
}

/** The same by an option `error`. */
export function toldByOption(value: Expression, scope: Scope): Told | undefined {
  return told('schema', render(value, scope), afterValue);
}

/** What a function of the app returns, which is told after the path. */
export function toldByFault(texts: readonly string[] | undefined, owner: string): Told | undefined {
  if (owner === 'ruleOfIssue') return told('schema', texts, afterValue);
  return told('fault', texts, (text) => (text.startsWith('has ') ? afterPath(text) : text));
}
