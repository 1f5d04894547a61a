import { AnswerLostError } from '../../contract/errors';
import { MAX_REST_ROWS, REST_PAGE_ROWS } from '../../contract/limits';
import { isSuccess, type RestAnswer, type RestRequest } from './exchange';
import { pick } from './print';

export type Row = Readonly<Record<string, unknown>>;

/** What a list is asked for by. */
interface ListRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The field of an answer that has the rows. */
  readonly field: string;
  /** What is kept of a row: thousands with their `conf` are more than the function's memory, and some hold secrets. */
  readonly columns: readonly string[];
}

/** All rows; or the answer that refused one page of them; or that they are too many. */
export type Rows =
  | { readonly rows: readonly Row[] }
  | { readonly refusal: RestAnswer }
  | { readonly total: number };

/** Asks for one page after the other: Airflow gives as many rows at once as its configuration lets it. */
export function* readPages({
  path,
  query,
  field,
  columns,
}: ListRequest): Generator<RestRequest, Rows, RestAnswer> {
  const rows: Row[] = [];
  for (;;) {
    const page = { limit: String(REST_PAGE_ROWS), offset: String(rows.length) };
    const answer = yield { method: 'GET', path, query: { ...query, ...page } };
    if (!isSuccess(answer)) return { refusal: answer };
    const { [field]: more, total_entries: total } = Object(answer.body) as Row;
    if (!Array.isArray(more) || typeof total !== 'number') {
      throw new AnswerLostError(`Airflow answered GET ${path} without its ${field}`, 'senseless');
    }
    if (total > MAX_REST_ROWS) return { total };
    rows.push(...more.map((row) => pick(Object(row), columns)));
    if (more.length === 0 || rows.length >= total) return { rows };
  }
}
