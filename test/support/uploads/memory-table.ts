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
    hear(object: HeardObject): boolean {
      const { event = Number.NEGATIVE_INFINITY, listing = Number.NEGATIVE_INFINITY } =
        heard.get(object.id) ?? {};
      const { at } = object;
      if (object.from === 'event') {
        if (listing >= at) return false;
        heard.set(object.id, { ...heard.get(object.id), event: Math.max(event, at) });
        return true;
      }
      const holds = listing === at || Math.max(event, listing) < object.writtenAt;
      if (holds) heard.set(object.id, { ...heard.get(object.id), listing: at });
      return holds;
    },
    lastHeard: (ids: readonly string[]): ReadonlyMap<string, number> =>
      new Map(
        [...heard]
          .filter(([id]) => ids.includes(id))
          .map(([id, { event = 0, listing = 0 }]) => [id, Math.max(event, listing)]),
      ),
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
    lastHeard: async (ids) => table.lastHeard(ids),
    current: async (groupId) => table.current(groupId),
    replace: async (groupId, before, next) => table.replace(groupId, before, next),
    tail: async (batchId) => table.tail(batchId),
    append: async (batchId, entry) => table.append(batchId, entry),
    log: async (batchId) => table.log(batchId),
    holders: async (fileIds) => table.holders(fileIds),
    claim: async (fileId, batchId) => table.claim(fileId, batchId),
  };
}
