import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { StackEvent } from '../../local/stack/events';
import {
  createFunctionHost,
  type FunctionHost,
  type FunctionSpec,
} from '../../local/stack/function-host';
import { temporaryFolder } from './temporary-folder';

/** A function's bundle in a new folder, from its source. */
export function bundle(source: string, file = 'index.js'): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, file), source);
  return folder;
}

/** Hosts a function; it is stopped when the test has finished. `events` holds what it tells. */
export function host(source: string, spec: Partial<FunctionSpec> = {}, file = 'index.js') {
  const events: StackEvent[] = [];
  const target = createFunctionHost(
    {
      name: 'my-function',
      folder: bundle(source, file),
      handler: 'index.handler',
      timeoutSeconds: 30,
      memoryMb: 256,
      variables: {},
      ...spec,
    },
    (event) => events.push(event),
  );
  onTestFinished(() => target.stop());
  return { target, events };
}

/** A function that is no process: it records its events and answers as the test says. */
export function fakeHost(name: string, answer: (event: unknown) => unknown = () => null) {
  const invoke = vi.fn(async (event: unknown) => answer(event));
  const spec: FunctionSpec = {
    name,
    folder: '/',
    handler: 'index.handler',
    timeoutSeconds: 1,
    memoryMb: 128,
    variables: {},
  };
  const target: FunctionHost = {
    spec,
    invoke,
    usage: async () => [],
    kill: async () => {},
    stop: async () => {},
  };
  return { target, invoke };
}
