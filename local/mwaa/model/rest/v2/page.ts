import { pyDict } from '../../python/values';
import { MAX_PAGE, notSortable, ordered, type SortKeys } from '../lists';
import type { RestCall } from '../types';
import { invalid, refusal } from './errors';

/** Airflow's `[api] fallback_page_limit`. */
const USUAL_PAGE = 50;

/** The page of a list that a request asks for. */
export function pageOf<T>(
  { query }: RestCall,
  items: readonly T[],
  keys: SortKeys<T>,
): readonly T[] {
  const limit = Math.min(count(query, 'limit', USUAL_PAGE), MAX_PAGE);
  const start = count(query, 'offset', 0);
  const orderBy = query.get('order_by') ?? 'id';
  const sorted = ordered(items, orderBy, keys);
  if (sorted === undefined) throw refusal(400, notSortable(orderBy));
  return sorted.slice(start, start + limit);
}

function count(query: URLSearchParams, name: string, usual: number): number {
  const text = query.get(name) ?? String(usual);
  const loc = ['query', name];
  if (!/^-?\d+$/.test(text)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    throw invalid({ type: 'int_parsing', loc, msg, input: text });
  }
  if (Number(text) >= 0) return Number(text);
  const msg = 'Input should be greater than or equal to 0';
  throw invalid({ type: 'greater_than_equal', loc, msg, input: text, ctx: pyDict({ ge: 0 }) });
}
