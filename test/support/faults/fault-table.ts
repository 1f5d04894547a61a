import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { FaultRow } from './fault';

/** Faults that are injected in a test of another kind, or cannot be injected on one machine. */
const ELSEWHERE: readonly FaultRow[] = [
  {
    number: 40,
    injected: '10,000 commands wait, then the environment recovers',
    expected: 'drained in order, no memory growth, at most 2 sockets',
    seen: 'see test/e2e/long/backlog.test.ts',
  },
  {
    number: 53,
    injected: '5,000 uploads in a minute, events duplicated, the function killed',
    expected: 'each file in one manifest, each manifest one run',
    seen: 'see test/e2e/long/upload-burst.test.ts',
  },
];

/** Which faults are not played by REST as well, and why. */
const BY_ONE_WAY = [
  'By the CLI alone, since REST has no token, no host of a web server and no output of a command: 1, 6, 7, 14, 15, 17, 18, 19.',
  'Over before a way is chosen: 27, 32, 48, 50.',
];

/** What docs/design.md argues; not counted. */
const ARGUED = [
  '38: the KMS key is denied or disabled',
  '39: an old and a new version of the runner poll during a deployment',
];

/** Prints, after all tests, what became of each numbered fault. */
export default class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap((m) => [...m.children.allTests()].flatMap(rowOf));
    if (rows.length === 0) return;
    const numbers = new Set(rows.map(({ number }) => number));
    const lines = [...rows, ...ELSEWHERE.filter(({ number }) => !numbers.has(number))]
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, injected, expected, seen }) => [number, injected, expected, seen]);
    console.log(
      [
        '',
        '| # | injected | expected | seen |',
        '|---|---|---|---|',
        ...lines.map((cells) => `| ${cells.join(' | ')} |`),
        '',
        ...BY_ONE_WAY,
        `${numbers.size} faults injected in ${rows.length} tests. Argued in docs/design.md, not injected:`,
        ...ARGUED,
      ].join('\n'),
    );
  }
}

function rowOf(test: TestCase): readonly FaultRow[] {
  const { fault } = test.meta();
  if (fault === undefined) return [];
  const { state } = test.result();
  // Such as the way to Airflow.
  const injected =
    test.parent.type === 'suite' ? `${test.parent.name}: ${fault.injected}` : fault.injected;
  const seen = state === 'passed' ? fault.seen : `${state}: ${fault.seen}`;
  return [{ ...fault, injected, seen }];
}
