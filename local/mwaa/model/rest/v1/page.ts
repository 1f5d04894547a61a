import { MAX_PAGE, notSortable, ordered, type SortKeys } from '../lists';
import type { RestCall } from '../types';
import { problem } from './errors';

/** The page of a list that a request asks for: as long as may be, unless told. */
export function pageOf<T>(call: RestCall, items: readonly T[], keys: SortKeys<T>): readonly T[] {
  const orderBy = call.query.get('order_by') ?? 'id';
  const limit = count(call, 'limit');
  if (limit < 0) throw problem(call, 400, null, 'Page limit must be a positive integer');
  const start = count(call, 'offset');
  const sorted = ordered(items, orderBy, keys);
  if (sorted === undefined) throw problem(call, 400, notSortable(orderBy));
  return sorted.slice(start, start + Math.min(limit || MAX_PAGE, MAX_PAGE));
}

function count(call: RestCall, name: string): number {
  const text = call.query.get(name) ?? '0';
  if (/^-?\d+$/.test(text)) return Number(text);
  throw problem(call, 400, `Wrong type, expected 'integer' for query parameter '${name}'`);
}
