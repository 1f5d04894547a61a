import type { UserText } from './collect';

/** What begins with a capital letter anywhere in a sentence. */
const NAMES =
  /^(AWS|Airflow|CLI|CloudFormation|CreateCliToken|DAG|DynamoDB|GET|GetEnvironment|InvokeRestApi|Python|REST|TLS)\b/;

/** Words that blame or beg, or that name no fault. */
const EMPTY_WORDS = /\b(invalid|illegal|please|sorry|oops|error:|wrong|bad)\b/i;

/** How the project writes each thing, and how it does not. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\btimeouts?\b/, 'time-out'],
  [/\bdead-letters?\b(?! queue)/, 'dead letter'],
  [/\bDLQ\b|\bdead letter queue\b/, 'dead-letter queue'],
  [/\bwebserver\b|\bweb-server\b/, 'web server'],
  [/\bcommandline\b|\bcommand-line\b/, 'command line'],
  [/\bdeduplication ID\b|\bdedup/, 'deduplication id'],
  [/\bgroup ID\b|\bmessageGroup/, 'message group id'],
  [/\b(run|DAG|command) ID\b/, 'id'],
  [/\bdag\b(?!s?[_ ](trigger|list|pause|id|state|unpause)|Id)/, 'DAG'],
  [/\bnot supported\b(?!: (use|give)| by MWAA)/, 'what is supported after it'],
];

/** What to do, or what there may be: what stands after the fault. */
const REMEDY =
  /[:;.?,] (?:and |or |so |then |else |do not )?(?:add|agree|allow|bundle|call|change|check|choose|close|create|deploy|find|give|grant|have|import|install|keep|leave|let|log|look|lower|mend|name|pass|put|quote|raise|read|remove|repeat|retry|run|save|say|see|select|send|set|start|switch|tell|teach|try|unset|update|use|wait|write)\b|: it must be |: allowed are |: there are |: they are |: it (needs|came with) |at most \S+ are allowed/i;

/** A value, or words that are the value: what is missing has no other. */
const VALUE =
  /<|\b(is|are|has|have) (a|an|both|both given|empty|false|given|known only|missing|no|none|not|one|on|off|the|too)\b|\bno [a-z]+|\bneither\b|\bnot\b|\b(begins|starts) with\b|\bwithout\b/;

/** What is tried again by itself, so nobody need do anything: the environment is in trouble, not the command. */
const TRIED_AGAIN =
  /^(EnvironmentUnavailableError|NoRestApiError|AnswerLostError|OutOfTimeError|RecordChangedError|held)$/;

/** It ends with another text, which says what to do. */
const PASSES_ON =
  /(: |; |\(|\n|To do: )<(again|answer|error|fault|faults|issue|message|range|remedy|said|stderr|words)>(\)|; then <next>)?$/;

/** Texts that lack something for a reason. */
export const EXEMPT: Readonly<Record<string, string>> = {
  'no answer in time': 'stands in a finding of the doctor, which says what to do',
  'GET <path>: Airflow answered <status>':
    'stands in a finding of the doctor, which says what to do',
  'no time left to connect to <host>':
    'is logged by the start of the runner; the first command connects',
  'the answer is longer than <max answer bytes> bytes':
    'stands in another text, which says that the answer was lost',
  'the state of the run <runId> cannot be asked for: <reason>':
    'ends with the reason of the command that asked',
  'the process of <name> ended (<code>)': 'is what Lambda would say; the message comes back',
  'the process of <name> ended (killed)': 'is what Lambda would say; the message comes back',
  'timed out after <timeoutSeconds> seconds': 'is what Lambda would say; the message comes back',
};

/**
 * What a text lacks of what a user needs: what is wrong, the value, what may be given, what to do.
 *
 * @returns nothing when it lacks nothing
 */
export function faultsOf({ text, by }: UserText): readonly string[] {
  const isWhole = !/^(remedy|doctor|InternalError)$/.test(by);
  const [line = '', ...more] = text.split('\n');
  const own = line.replaceAll(/<[^<>]*>/g, '');
  return [
    ...(more.every((one) => /^(<\w+>)*$/.test(one)) ? [] : ['is of several lines']),
    ...(/^[A-Z]/.test(line) && !NAMES.test(line) ? ['begins with a capital letter'] : []),
    ...(/[.!?,;:]$/.test(line) && more.length === 0 ? ['ends with a mark'] : []),
    ...(/[‘’“”]/.test(own) ? ["has other quotes than a keyboard's"] : []),
    ...(EMPTY_WORDS.test(own) ? ['blames, begs or says nothing'] : []),
    ...WORDS.flatMap(([other, word]) => (other.test(own) ? [`does not say "${word}"`] : [])),
    ...(isWhole && !VALUE.test(text) ? ['has no value'] : []),
    ...(needsRemedy(text, by) && !REMEDY.test(line) ? ['does not say what to do'] : []),
  ];
}

function needsRemedy(text: string, by: string): boolean {
  return (
    by !== 'remedy' && by !== 'InternalError' && !TRIED_AGAIN.test(by) && !PASSES_ON.test(text)
  );
}
