import fc from 'fast-check';
import { airflows, CHOICES, type Choice, OUTAGE } from './airflows';
import { COMMAND_KINDS, type CommandKind } from './commands';
import {
  API_FAULTS,
  type Call,
  type Fault,
  POST_FAULTS,
  REST_FAULTS,
  STORE_FAULTS,
} from './faults';
import { type Act, Script, type Setting, type When } from './script';

/** What is drawn more often than else. */
export interface Emphasis {
  /** How often each call goes wrong. */
  readonly calls: Readonly<Partial<Record<Call, number>>>;
  /** Whether it goes wrong only in that the process dies. */
  readonly deaths?: true;
  /** Whether Airflow is always upgraded, the queue deployed anew more often, and what versions differ in is sent. */
  readonly changes?: true;
  /** How often somebody does something with dead letters, to fifteen messages. */
  readonly operators: number;
}

const HOWS: Readonly<Record<Call, readonly string[]>> = {
  ChangeMessageVisibility: STORE_FAULTS,
  SendMessage: STORE_FAULTS,
  GetItem: STORE_FAULTS,
  PutItem: STORE_FAULTS,
  CreateCliToken: API_FAULTS,
  GetEnvironment: API_FAULTS,
  POST: POST_FAULTS,
  InvokeRestApi: REST_FAULTS,
  Invoke: ['late'],
  DeleteMessage: ['lost'],
};

const SETTING: fc.Arbitrary<Omit<Setting, 'airflowVersion' | 'via'>> = fc.record({
  restAfterSeconds: fc.constantFrom(0, 0, 0, 60, 1200),
  tellsVersion: fc.boolean(),
  tellsSenders: fc.boolean(),
  pollers: fc.integer({ min: 1, max: 3 }),
  batchSize: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 10 })),
  commandSeconds: fc.constantFrom(5, 20, 65),
  patienceSeconds: fc.constantFrom(0, 600),
  takesSeconds: fc.constantFrom(1, 2, 4, 1, 2, 4, 1, 2, 4, 30),
  newDagAfterSeconds: fc.constantFrom(0, 60, 900),
  seed: fc.nat(),
});

const WHEN: fc.Arbitrary<When> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constantFrom(1, 30, 299, 301, 1300, 7200) },
  { weight: 3, arbitrary: fc.constant('when all is quiet' as const) },
);

/** Versions differ most in how they take a trigger, and tell of a date that is taken. */
const TRIGGERS = Array<readonly CommandKind[]>(4).fill(['trigger', 'trigger of a date']).flat();

function send({ changes }: Emphasis): fc.Arbitrary<Act> {
  const more: readonly CommandKind[] = changes ? TRIGGERS : ['delete a variable'];
  return fc.record({
    act: fc.constant('send' as const),
    kind: fc.constantFrom(...COMMAND_KINDS, ...more),
    id: fc.constantFrom('own', 'none', 'own', 'none', 'shared'),
    group: fc.constantFrom('right', 'right', 'right', 'right', 'wrong'),
    by: fc.constantFrom('all', 'all', 'no variables'),
  });
}

const SEND_AGAIN: fc.Arbitrary<Act> = fc.record({
  act: fc.constant('send again' as const),
  nth: fc.nat({ max: 5 }),
  dedup: fc.constantFrom('same', 'new'),
});

const OPERATE: fc.Arbitrary<Act> = fc.oneof(
  fc.constant({ act: 'redrive all' as const }),
  fc.record({
    act: fc.constant('retry one' as const),
    nth: fc.nat({ max: 5 }),
    times: fc.constantFrom(1, 1, 2),
    keep: fc.boolean(),
  }),
);

/** Some limits of the runner are reached so: three, five, ten tries. */
const TIMES = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 20 }) },
);

/** Beyond the 980 deliveries after which the runner gives up, and not yet at SQS's 1000. */
const FOR_DAYS = fc.constant(985);

function fault({ calls, deaths }: Emphasis, times: fc.Arbitrary<number>): fc.Arbitrary<Fault> {
  const entries = Object.entries(calls) as readonly (readonly [Call, number])[];
  const isWanted = (how: string) => !deaths || how.startsWith('process ');
  const ofCall = (call: Call) =>
    fc.record({
      call: fc.constant(call),
      how: fc.constantFrom(...HOWS[call].filter(isWanted)),
      after: fc.nat({ max: 4 }),
      times,
    }) as fc.Arbitrary<Fault>;
  return fc.oneof(...entries.map(([call, weight]) => ({ weight, arbitrary: ofCall(call) })));
}

function faults(emphasis: Emphasis): fc.Arbitrary<readonly Fault[]> {
  const once = fc.array(fault(emphasis, fc.constant(1)), { maxLength: 12 });
  const forDays = fc
    .tuple(fault(emphasis, FOR_DAYS), once)
    .map(([long, short]) => [long, ...short]);
  return fc.oneof(
    { weight: 300, arbitrary: fc.array(fault(emphasis, TIMES), { maxLength: 12 }) },
    { weight: 1, arbitrary: forDays },
  );
}

export function scripts(emphasis: Emphasis): fc.Arbitrary<Script> {
  return fc.oneof(
    ...CHOICES.map((choice) => ({ weight: choice.weight, arbitrary: scriptsOf(choice, emphasis) })),
  );
}

function scriptsOf(choice: Choice, emphasis: Emphasis): fc.Arbitrary<Script> {
  const via = fc.constantFrom(...choice.vias);
  const act = fc.oneof(
    { weight: 12, arbitrary: send(emphasis) },
    { weight: 3, arbitrary: SEND_AGAIN },
    { weight: emphasis.operators, arbitrary: OPERATE },
    {
      weight: emphasis.changes ? 4 : 1,
      arbitrary: fc.record({ act: fc.constant('deploy' as const), via }),
    },
  );
  return fc
    .record({
      airflow: airflows(choice, emphasis.changes ? 1 : 0.3),
      setting: fc.tuple(via, SETTING).map(([first, rest]) => ({ via: first, ...rest })),
      acts: fc.array(fc.record({ when: WHEN, act }), { minLength: 1, maxLength: 10 }),
      faults: faults(emphasis),
      outage: fc.option(OUTAGE, { freq: 8, nil: undefined }),
    })
    .map(({ airflow, setting, ...parts }) => {
      const { airflowVersion, upgrade } = airflow;
      return new Script({ ...parts, setting: { airflowVersion, ...setting }, upgrade });
    });
}
