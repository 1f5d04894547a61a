/**
 * What Lambda loads. It is an ES module since Lambda's start waits for nothing but the top level of one; all else is
 * CommonJS, which loads faster.
 */
import { createRequire } from 'node:module';

const runner = createRequire(import.meta.url)('./handler.js') as typeof import('./handler');
await runner.warmUpRunner();

export const handler = runner.handler;
