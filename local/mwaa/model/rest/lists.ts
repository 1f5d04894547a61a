import type { Variable } from '../metadata';
import { type Micros, parseDate } from '../python/dates';

/** Airflow's `[api] maximum_page_limit`. */
export const MAX_PAGE = 100;

/** What a list can be ordered by, beside `id`: the order in which all came, which it has at first. */
export type SortKeys<T> = Readonly<Record<string, (item: T) => string | number | null>>;

/**
 * Orders a list by one of the keys, with a minus in front the other way round.
 *
 * @returns nothing for a key that there is not
 */
export function ordered<T>(
  items: readonly T[],
  orderBy: string,
  keys: SortKeys<T>,
): readonly T[] | undefined {
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const name = orderBy.replace(/^-/, '');
  if (name === 'id') return sign < 0 ? items.toReversed() : items;
  const key = keys[name];
  if (key === undefined) return undefined;
  // What has no value comes last either way.
  return [...items].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return x < y ? -sign : x > y ? sign : 0;
  });
}

/** A bound of a date, from a parameter such as `start_date_gte`. */
export function isWithin(date: Micros | null, query: URLSearchParams, name: string): boolean {
  const from = parseDate(query.get(`${name}_gte`) ?? '');
  const to = parseDate(query.get(`${name}_lte`) ?? '');
  if (from === undefined && to === undefined) return true;
  return date !== null && date >= (from ?? date) && date <= (to ?? date);
}

/** Whether a text is a date with its time and zone. */
export function isZonedDate(text: string): boolean {
  return /^[^T ]+[T ][^T ]+(?:Z|[+-]\d\d:\d\d)$/i.test(text) && parseDate(text) !== undefined;
}

export function notSortable(orderBy: string): string {
  const name = orderBy.replace(/^-/, '');
  return `Ordering with '${name}' is disallowed or the attribute does not exist on the model`;
}

export type Entry = readonly [key: string, variable: Variable];

export const VARIABLE_KEYS: SortKeys<Entry> = { key: ([key]) => key };
