import { Token } from 'aws-cdk-lib';
import { REPOSITORY_URL } from './repository';

/** The project's own. */
export const RUNBOOK_URL = `${REPOSITORY_URL}/blob/main/docs/runbook.md`;

/** An alarm's description has 1,024 characters, and the link is the least of it. */
export const RUNBOOK_URL_FORM = {
  pattern: /^https?:\/\/[^\s#]{1,300}$/,
  rule: 'give an http or https address of at most 300 characters without # and spaces, to which #heading is added',
} as const;

/** An address known only at deployment passes. */
export function checkRunbookUrl(url: string | undefined): void {
  if (url === undefined || Token.isUnresolved(url) || RUNBOOK_URL_FORM.pattern.test(url)) return;
  throw new Error(`runbookUrl ${JSON.stringify(url)} is not allowed: ${RUNBOOK_URL_FORM.rule}`);
}

/** A link to a heading of the runbook, as GitHub, GitLab and most wikis name headings. */
export function runbookLink(heading: string, base: string = RUNBOOK_URL): string {
  return `${base}#${heading.toLowerCase().replaceAll(' ', '-')}`;
}
