/** Where the project is, for links to its documents. */
export const REPOSITORY_URL = 'https://github.com/mwaa-cli-queue/mwaa-cli-queue';
