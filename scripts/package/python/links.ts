import { REPOSITORY_URL } from '../../../lib/monitoring/repository';

/** PyPI shows a README without the project around it: links to its files become addresses. */
export function withAbsoluteLinks(markdown: string): string {
  return markdown.replaceAll(
    /\]\((?!\w+:|#)([^)]+)\)/g,
    (_link, file: string) => `](${REPOSITORY_URL}/blob/main/${file})`,
  );
}
