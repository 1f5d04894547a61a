/** What stands above all sections. */
const INTRODUCTION = `# Performance

What it costs to run a command through the queue, in time, memory and money, each beside what it is held against: a baseline that is measured
in the same run, on the same machine, with the same stand-in for MWAA. Written by \`npm run bench\`; \`npm run bench -- cold-start\`
measures one part again and writes its section alone.

All of it is measured on one machine, with real bundles, real processes and real TLS, and with Airflow, SQS and DynamoDB that run beside them. So take
the ratios, not the figures: no network lies between, a Lambda of 256 MB has about a seventh of a processor, and nothing here was measured on AWS.
Subjects take turns, with one round to warm up; "p90" is what nine of ten samples do not exceed. None of it is a test: CI does not run it.`;

const SECTION = /<!-- bench: ([\w-]+) -->\n([\s\S]*?)\n<!-- end of \1 -->/g;

/**
 * Puts a section into the document, in place of the one that was there.
 *
 * @param document as it is; empty when there is none yet
 * @param parts the names of all parts, in their order; sections of others go
 */
export function putSection(
  document: string,
  parts: readonly string[],
  part: string,
  section: string,
): string {
  const found = [...document.matchAll(SECTION)].map(([, name, text]) => [name, text] as const);
  const sections = new Map([...found, [part, section] as const]);
  const written = parts.flatMap((name) => {
    const text = sections.get(name);
    return text === undefined ? [] : [`<!-- bench: ${name} -->\n${text}\n<!-- end of ${name} -->`];
  });
  return `${[INTRODUCTION, ...written].join('\n\n')}\n`;
}
