import { PythonError } from '../python/errors';
import { isDict, isList, type PyDict, PyNumber, type PyValue } from '../python/values';
import type { AirflowVersion } from '../version';

const EMPTY: PyDict = new Map();

/** A conf merged into the DAG's params; each version has its own way to refuse what is no object. */
export function confAsDict(version: AirflowVersion, conf: PyValue): PyDict {
  if (isDict(conf)) {
    return conf;
  }
  if (version.atLeast('3.3')) {
    if (conf === null) {
      return EMPTY;
    }
    throw new PythonError('ValueError', 'DagRun conf must be a JSON object or null');
  }
  return isFalsy(conf) ? EMPTY : throwUpdateError(conf);
}

/** Python's `conf or {}`. */
function isFalsy(conf: PyValue): boolean {
  const empty =
    conf === null || conf === false || conf === '' || (isList(conf) && conf.length === 0);
  return empty || (conf instanceof PyNumber && conf.value === 0);
}

/** `params.update(conf)` takes what is no dict for a sequence of pairs. */
function throwUpdateError(conf: PyValue): never {
  const item = typeof conf === 'string' ? conf.charAt(0) : isList(conf) ? conf[0] : undefined;
  if (item === undefined) {
    throw new PythonError('TypeError', `'${typeName(conf)}' object is not iterable`);
  }
  if (typeof item === 'string' || isList(item)) {
    const message = `not enough values to unpack (expected 2, got ${Math.min(item.length, 1)})`;
    throw new PythonError('ValueError', message);
  }
  throw new PythonError('TypeError', `cannot unpack non-iterable ${typeName(item)} object`);
}

function typeName(value: PyValue): string {
  if (value === null) {
    return 'NoneType';
  }
  if (typeof value === 'boolean') {
    return 'bool';
  }
  return value instanceof PyNumber && value.isInteger ? 'int' : 'float';
}
