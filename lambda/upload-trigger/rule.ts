import { parseExactJson } from '../contract/json';
import { readKeyPattern } from '../contract/key-pattern';
import type { UploadRule } from '../contract/upload-rule';
import { baseNameOf } from './upload';

/** Whether an upload counts: with the named parts of its key, or why not. */
export type Verdict =
  | { readonly counts: true; readonly parts: KeyParts }
  | { readonly counts: false; readonly why: string };

export type KeyParts = Readonly<Record<string, string>>;

/** The construct writes it, and has checked it. */
export function readRule(json: string): UploadRule {
  return parseExactJson(json) as UploadRule;
}

/** Makes the judge of a rule, which reads the pattern once. */
export function createJudge(
  rule: UploadRule,
): (object: { readonly key: string; readonly size: number }) => Verdict {
  const { prefix = '', suffix = '', marker } = rule;
  const pattern = rule.keyPattern === undefined ? undefined : readKeyPattern(rule.keyPattern);
  const no = (why: string): Verdict => ({ counts: false, why });
  return ({ key, size }) => {
    if (!key.startsWith(prefix)) return no(`its key does not begin with ${prefix}`);
    if (!key.endsWith(suffix)) return no(`its key does not end with ${suffix}`);
    if (marker !== undefined && baseNameOf(key) !== marker) return no(`it is no ${marker}`);
    const parts = pattern === undefined ? {} : pattern.match(key);
    if (parts === undefined) return no(`its key is not of the form ${rule.keyPattern}`);
    if (size > 0) return { counts: true, parts };
    if (key.endsWith('/'))
      return rule.folderMarkers ? { counts: true, parts } : no('it is a folder marker');
    return rule.emptyObjects ? { counts: true, parts } : no('it is empty');
  };
}

/** What every key that counts begins with: as narrow as a listing can be. */
export function listingPrefix({ prefix = '', keyPattern }: UploadRule): string {
  const ofPattern = keyPattern === undefined ? '' : readKeyPattern(keyPattern).prefix;
  return ofPattern.length > prefix.length ? ofPattern : prefix;
}
