import fc from 'fast-check';
import { COMMAND_KINDS } from './commands';
import {
  API_FAULTS,
  type Call,
  type Fault,
  POST_FAULTS,
  REST_FAULTS,
  STORE_FAULTS,
} from './faults';
import { type Act, type Outage, Script, type Setting, type When } from './script';

/** What is drawn more often than else. */
export interface Emphasis {
  /** How often each call goes wrong. */
  readonly calls: Readonly<Partial<Record<Call, number>>>;
  /** Whether it goes wrong only in that the process dies. */
  readonly deaths?: true;
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

const WITH_REST = ['2.11.2', '3.0.6', '2.4.3'] as const;

/** By REST alone nothing goes to an older Airflow. */
const AIRFLOW: fc.Arbitrary<Pick<Setting, 'airflowVersion' | 'via'>> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      via: fc.constantFrom('cli', 'auto'),
      airflowVersion: fc.constantFrom(...WITH_REST, '2.0.2', '1.10.12'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      via: fc.constant('rest' as const),
      airflowVersion: fc.constantFrom(...WITH_REST),
    }),
  },
);

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

const SEND: fc.Arbitrary<Act> = fc.record({
  act: fc.constant('send' as const),
  kind: fc.constantFrom(...COMMAND_KINDS, 'delete a variable'),
  id: fc.constantFrom('own', 'none', 'own', 'none', 'shared'),
  group: fc.constantFrom('right', 'right', 'right', 'right', 'wrong'),
  by: fc.constantFrom('all', 'all', 'no variables'),
});

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

/** Four days outlast the three that a message is held, and cost some hundred times more. */
const OUTAGE: fc.Arbitrary<Outage> = fc.record({
  fromSeconds: fc.constantFrom(0, 10, 100),
  seconds: fc.oneof(
    { weight: 200, arbitrary: fc.constantFrom(60, 1200) },
    { weight: 1, arbitrary: fc.constant(4 * 86_400) },
  ),
  how: fc.constantFrom('no connection', 'answered 503', 'reset, not run', 'reset, run'),
});

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
  const act = fc.oneof(
    { weight: 12, arbitrary: SEND },
    { weight: 3, arbitrary: SEND_AGAIN },
    { weight: emphasis.operators, arbitrary: OPERATE },
  );
  return fc
    .record({
      setting: fc.tuple(AIRFLOW, SETTING).map(([airflow, rest]) => ({ ...airflow, ...rest })),
      acts: fc.array(fc.record({ when: WHEN, act }), { minLength: 1, maxLength: 10 }),
      faults: faults(emphasis),
      outage: fc.option(OUTAGE, { freq: 8, nil: undefined }),
    })
    .map((parts) => new Script(parts));
}
