import type {
  Batches,
  HeardObject,
  HeardObjects,
  LogEntry,
  OpenBatch,
} from '../../../lambda/upload-trigger/ports';

/** A table of uploads in memory: what the adapters do with DynamoDB, at once. */
export function memoryTable() {
  const heard = new Map<string, { event?: number; listing?: number }>();
  const current = new Map<string, OpenBatch>();
  const logs = new Map<string, LogEntry[]>();
  const claims = new Map<string, string>();
  const logOf = (batchId: string) => {
    const log = logs.get(batchId) ?? [];
    logs.set(batchId, log);
    return log;
  };
  return {
    hear({ id, from, at }: HeardObject): boolean {
      const { event, listing = Number.NEGATIVE_INFINITY } = heard.get(id) ?? {};
      const holds =
        from === 'event' ? listing < at : listing === at || (event === undefined && listing < at);
      if (holds) heard.set(id, { ...heard.get(id), [from]: at });
      return holds;
    },
    known: (ids: readonly string[]): ReadonlySet<string> =>
      new Set(ids.filter((id) => heard.has(id))),
    current: (groupId: string) => current.get(groupId),
    replace(groupId: string, before: OpenBatch | undefined, next: OpenBatch): boolean {
      if (current.get(groupId)?.batchId !== before?.batchId) return false;
      current.set(groupId, next);
      return true;
    },
    tail: (batchId: string) => logOf(batchId).at(-1),
    append(batchId: string, entry: LogEntry): boolean {
      const log = logOf(batchId);
      if (log.some(({ position }) => position === entry.position)) return false;
      log.push(entry);
      return true;
    },
    log: (batchId: string): readonly LogEntry[] => [...logOf(batchId)],
    holders: (fileIds: readonly string[]): ReadonlyMap<string, string> =>
      new Map([...claims].filter(([fileId]) => fileIds.includes(fileId))),
    claim(fileId: string, batchId: string): boolean {
      const holder = claims.get(fileId) ?? batchId;
      claims.set(fileId, holder);
      return holder === batchId;
    },
  };
}

export type MemoryTable = ReturnType<typeof memoryTable>;

/** The same as the functions see it. */
export function asPorts(table: MemoryTable): HeardObjects & Batches {
  return {
    hear: async (object) => table.hear(object),
    known: async (ids) => table.known(ids),
    current: async (groupId) => table.current(groupId),
    replace: async (groupId, before, next) => table.replace(groupId, before, next),
    tail: async (batchId) => table.tail(batchId),
    append: async (batchId, entry) => table.append(batchId, entry),
    log: async (batchId) => table.log(batchId),
    holders: async (fileIds) => table.holders(fileIds),
    claim: async (fileId, batchId) => table.claim(fileId, batchId),
  };
}
