import { Token } from 'aws-cdk-lib';
import { type ConfTemplate, checkTemplate } from '../../lambda/contract/conf-template';
import { isJsonObject } from '../../lambda/contract/json';
import { readKeyPattern } from '../../lambda/contract/key-pattern';
import {
  BATCH_CONF_FIELDS,
  BATCH_LIMITS,
  BATCH_PLACEHOLDERS,
  type BatchRule,
  UPLOAD_PLACEHOLDERS,
  type UploadRule,
} from '../../lambda/contract/upload-rule';
import { checkDagId, isTokenName } from '../checks';
import { checkDuration, checkFlags, checkTexts } from '../checks/value-checks';
import { checkSourceName } from '../sources/source-names';
import type { UploadBatchOptions, UploadTriggerOptions } from './upload-trigger-options';

const DEFAULT_MAX_FILES = 1000;

/** Options that say the same thing in two ways, or against each other. */
const CONTRADICTIONS = [
  ['keyPattern', 'prefix'],
  ['keyPattern', 'suffix'],
  ['keyPattern', 'marker'],
  ['marker', 'suffix'],
] as const;

/**
 * What the function is told to look for.
 *
 * @throws Error of one line: the option, its value, and what it may be
 */
export function uploadRule(name: string, options: UploadTriggerOptions): UploadRule {
  checkDagId(options.dagId);
  checkSourceName('upload trigger', name);
  checkTypes(options);
  checkContradictions(options);
  checkMarker(options);
  const names = patternNames(options.keyPattern);
  const batch = options.batch === undefined ? undefined : batchRule(options.batch, names);
  if (options.conf !== undefined) checkConf(options.conf, names, batch);
  const { dagId, prefix, suffix, keyPattern, marker, conf } = options;
  return {
    name,
    dagId,
    ...(prefix === undefined ? {} : { prefix }),
    ...(suffix === undefined ? {} : { suffix }),
    ...(keyPattern === undefined ? {} : { keyPattern }),
    ...(marker === undefined ? {} : { marker }),
    folderMarkers: options.folderMarkers ?? false,
    emptyObjects: options.emptyObjects ?? true,
    ...(conf === undefined ? {} : { conf }),
    ...(batch === undefined ? {} : { batch }),
  };
}

function checkTypes(options: UploadTriggerOptions): void {
  const { prefix, suffix, keyPattern, marker, batch } = options;
  const { folderMarkers, emptyObjects, viaEventBridge } = options;
  checkTexts({ prefix, suffix, keyPattern, marker });
  checkFlags({ folderMarkers, emptyObjects, viaEventBridge });
  if (batch !== undefined) checkDuration('batch.window', batch.window);
}

function checkContradictions(options: UploadTriggerOptions): void {
  const found = CONTRADICTIONS.find((pair) => pair.every((name) => options[name] !== undefined));
  if (found === undefined) return;
  const [one, other] = found;
  throw new Error(
    `${one} ${JSON.stringify(options[one])} and ${other} ${JSON.stringify(options[other])} do not go together: leave ${other} out, ${one} says which keys count`,
  );
}

function checkMarker({ marker, emptyObjects }: UploadTriggerOptions): void {
  if (marker === undefined) return;
  if (emptyObjects === false) {
    throw new Error(
      `emptyObjects is false and marker is ${JSON.stringify(marker)}: markers are empty as a rule, and none would count; leave emptyObjects out`,
    );
  }
  if (Token.isUnresolved(marker) || /^[^/]+$/.test(marker)) return;
  throw new Error(
    `marker ${JSON.stringify(marker)} is no base name: give one without a slash, for example "_SUCCESS"`,
  );
}

function patternNames(keyPattern: string | undefined): readonly string[] {
  if (keyPattern === undefined) return [];
  if (!Token.isUnresolved(keyPattern)) {
    const { names } = readKeyPattern(keyPattern);
    checkNamesFree(keyPattern, names);
    return names;
  }
  throw new Error(
    'keyPattern is known only at deployment: give it as text, since the names in it are checked at synth',
  );
}

/** A name that is a placeholder already would hide it, or be hidden by it. */
function checkNamesFree(keyPattern: string, names: readonly string[]): void {
  const taken: readonly string[] = [...UPLOAD_PLACEHOLDERS, ...BATCH_PLACEHOLDERS];
  const name = names.find((one) => taken.includes(one));
  if (name === undefined) return;
  throw new Error(
    `keyPattern ${JSON.stringify(keyPattern)} has the part {${name}}, which is a placeholder already: call it otherwise than ${taken.join(', ')}`,
  );
}

function batchRule({ window, maxFiles, groupBy }: UploadBatchOptions, names: readonly string[]) {
  const rule: BatchRule = {
    windowSeconds: window.toSeconds({ integral: false }),
    maxFiles: maxFiles ?? DEFAULT_MAX_FILES,
    ...(groupBy === undefined ? {} : { groupBy }),
  };
  checkRange('batch.window', rule.windowSeconds, BATCH_LIMITS.windowSeconds, ' seconds');
  checkRange('batch.maxFiles', rule.maxFiles, BATCH_LIMITS.maxFiles, '');
  if (Token.isUnresolved(groupBy)) {
    throw new Error(
      'batch.groupBy is known only at deployment: give it as text, since it must be a name in keyPattern',
    );
  }
  if (groupBy !== undefined && !names.includes(groupBy)) {
    throw new Error(
      `batch.groupBy ${JSON.stringify(groupBy)} is no name in keyPattern: ${names.length === 0 ? 'give a keyPattern that has it, for example "sales/{date}/*.csv"' : `there are ${names.join(', ')}`}`,
    );
  }
  return rule;
}

function checkRange(
  what: string,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
  unit: string,
): void {
  if (Token.isUnresolved(value)) return;
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new Error(`${what} is ${value}${unit}: it must be a whole number, ${least} to ${most}`);
}

function checkConf(
  conf: ConfTemplate,
  names: readonly string[],
  batch: BatchRule | undefined,
): void {
  if (!isJsonObject(conf)) {
    throw new Error(`conf is ${JSON.stringify(conf)}: give an object of JSON values`);
  }
  const known = batch === undefined ? [...UPLOAD_PLACEHOLDERS, ...names] : batchPlaceholders(batch);
  checkTemplate(conf, (name) => known.includes(name) || isTokenName(name), known.join(', '));
  const taken = BATCH_CONF_FIELDS.find((field) => field in conf);
  if (batch === undefined || taken === undefined) return;
  throw new Error(
    `conf.${taken} is what a batch says itself: call it otherwise than ${BATCH_CONF_FIELDS.join(', ')}`,
  );
}

function batchPlaceholders({ groupBy }: BatchRule): readonly string[] {
  return BATCH_PLACEHOLDERS.filter((name) => name !== 'group' || groupBy !== undefined);
}
